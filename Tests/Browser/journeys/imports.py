from playwright.sync_api import Page, expect

from journey import journey
from journeys_data import order_file
from visit import SCREENS, Visit


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

    page.locator("button[value=check]").click()
    expect(page.locator("[data-test=import-checked]")).to_be_visible(timeout=30_000)
    # A screen reader heard that it is over.
    expect(page.locator("[data-test=import-news]")).not_to_be_empty()
    expect(page.locator("[data-count=orders_new]").first).to_contain_text("60")
    visit.check_page()

    page.locator("form[data-test=import-run] button").first.click()
    expect(page.locator("[data-test=import-result]")).to_be_visible(timeout=30_000)
    visit.sees("import-run")
    expect(page.locator("[data-count=rejected]").first).to_contain_text("2")
    expect(page.locator("[data-test=import-rejected] li")).to_have_count(1)
    visit.check_page()
    with page.expect_download() as download:
        page.locator("a[href$='rejected.csv']").first.click()
    rejected = download.value.path().read_text("utf-8")
    assert rejected.startswith("\ufeffInvoiceNo,"), rejected[:40]
    assert rejected.count("600000") == 2, rejected
    assert "未通过原因" in rejected or "Why it was rejected" in rejected, rejected

    assert visit.product.report("doctor")["orders"] == 60
    page.locator("[data-test=import-undo] a").click()
    expect(page.locator("[data-test=undo-facts]")).to_contain_text("60")
    visit.check_page()
    page.locator("[data-test=import-undo-ask] form button").click()
    expect(page.locator("[data-test=import-undone]")).to_be_visible(timeout=30_000)
    visit.check_page()
    assert visit.product.report("doctor")["orders"] == 0


@journey(screens=SCREENS)
def a_mapping_is_corrected_and_kept(visit: Visit) -> None:
    """What is wrong is said in sight, with the focus, and leads to its field; Enter in the name keeps the mapping."""
    visit.set_up()
    page = uploaded(visit)
    page.locator("[name=column-quantity]").select_option("")
    visit.allow(422)
    page.locator("button[value=check]").click()
    summary = page.locator("[data-test=import-problems]")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    visit.check_page()
    summary.locator("a").first.click()
    expect(page.locator("[name=column-quantity]")).to_be_focused()
    expect(page.locator("[name=column-quantity]")).to_be_in_viewport()
    page.locator("[name=column-quantity]").select_option("Quantity")

    page.locator("[name=saveAs]").fill("till & shop")
    page.locator("[name=saveAs]").press("Enter")
    page.wait_for_url("**/mapping?mapping=*")
    expect(page.locator("form[data-test=import-known] [name=mapping]")).to_have_value("till & shop")
    visit.check_page()

    page = visit.open("/imports/new")
    visit.check_page()
    page.locator("[data-test=import-saved] button").click()
    expect(page.locator("[data-test=import-saved]")).to_have_count(0)
    page = visit.open("/imports")
    visit.check_page()
    page.locator("[data-test=import-waiting] form button").click()
    expect(page.locator("[data-test=import-waiting]")).to_have_count(0)


@journey()
def two_windows_do_not_mix(visit: Visit) -> None:
    """The same file is checked in two windows: "Import now" in the older one imports nothing and shows the newer."""
    visit.set_up()
    page = uploaded(visit)
    address = page.url.removesuffix("/mapping")
    check(page, "AAA")
    other = visit.context.new_page()
    other.goto(address + "/mapping")
    check(other, "BBB")
    page.locator("form[data-test=import-run] button").first.click()
    expect(page.locator(".ms-flash-problem")).to_be_visible()
    assert visit.product.report("doctor")["orders"] == 0
    page.locator("form[data-test=import-run] button").first.click()
    expect(page.locator("[data-test=import-result]")).to_be_visible(timeout=30_000)
    assert visit.product.report("doctor")["orders"] == 60


def uploaded(visit: Visit) -> Page:
    page = visit.open("/imports/new")
    page.locator("form[data-test=import-upload] [name=file]").set_input_files(order_file(visit))
    page.locator("form[data-test=import-upload] [type=submit]").click()
    visit.sees("import-mapping")
    return page


def check(page: Page, source: str) -> None:
    page.locator("[name=source]").fill(source)
    page.locator("button[value=check]").click()
    expect(page.locator("[data-test=import-checked]")).to_be_visible(timeout=30_000)


@journey()
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
