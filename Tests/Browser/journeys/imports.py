from playwright.sync_api import expect

from journey import journey
from journeys_data import order_file
from visit import Visit


@journey()
def import_in_the_browser(visit: Visit) -> None:
    """An analyst uploads a file, checks the guessed mapping, imports, fetches the rejected rows and takes it back."""
    visit.set_up()
    page = visit.open("/imports/new")
    visit.check_page()
    page.locator("form[data-test=import-upload] [name=file]").set_input_files(order_file(visit))
    page.locator("form[data-test=import-upload] [type=submit]").click()
    visit.sees("import-mapping")
    visit.check_page()

    page.locator("form[data-test=import-mapping] button[value=check]").click()
    expect(page.locator("[data-test=import-checked]")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-count=orders_new]").first).to_contain_text("60")
    visit.check_page()

    page.locator("form[data-test=import-run] button").first.click()
    expect(page.locator("[data-test=import-result]")).to_be_visible(timeout=30_000)
    visit.sees("import-run")
    expect(page.locator("[data-count=rejected]").first).to_contain_text("2")
    visit.check_page()
    with page.expect_download() as download:
        page.locator("a[href$='rejected.csv']").first.click()
    rejected = download.value.path().read_text("utf-8")
    assert rejected.count("600000") == 2 and "mainstay_reason" in rejected, rejected

    assert visit.product.report("doctor")["orders"] == 60
    page.locator("[data-test=import-undo] form button").click()
    expect(page.locator("[data-test=import-undone]")).to_be_visible(timeout=30_000)
    visit.check_page()
    assert visit.product.report("doctor")["orders"] == 0


@journey(screens=("desktop",))
def a_workbook_is_refused(visit: Visit) -> None:
    """A file that is no table of text is refused in one sentence, and nothing is kept."""
    visit.set_up()
    file = visit.product.folder / "orders.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(200))
    page = visit.open("/imports/new")
    visit.allow(422)
    page.locator("form[data-test=import-upload] [name=file]").set_input_files(file)
    page.locator("form[data-test=import-upload] [type=submit]").click()
    expect(page.locator(".invalid-feedback, [role=alert]").first).to_be_visible()
    visit.check_page()
