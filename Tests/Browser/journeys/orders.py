import re

from playwright.sync_api import expect

from journey import journey
from journeys_data import order_file
from visit import SCREENS, Visit


def imported(visit: Visit) -> None:
    visit.product.command("import", "orders", str(order_file(visit)), "--mapping", "online-retail")
    visit.set_up()


@journey(screens=SCREENS)
def find_an_account(visit: Visit) -> None:
    """Someone looks an account up, reads its page and opens one of its orders."""
    imported(visit)
    page = visit.open("/accounts")
    visit.sees("accounts")
    expect(page.locator("tbody tr")).to_have_count(12)
    visit.check_page()

    page.goto("/accounts?q=12003")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody tr a").first.click()
    visit.sees("account")
    visit.check_page()

    page.locator("a[href^='/orders/']").first.click()
    visit.sees("order")
    visit.check_page()


@journey()
def where_revenue_comes_from(visit: Visit) -> None:
    """The owner asks where the revenue comes from, and goes from the curve to the largest account."""
    imported(visit)
    page = visit.open("/portfolio")
    visit.sees("portfolio")
    expect(page.locator("[data-chart] canvas").first).to_be_visible()
    visit.check_page()
    page.locator("a[href^='/accounts/']").first.click()
    visit.sees("account")


@journey(demo=True)
def two_chinese_characters(visit: Visit) -> None:
    """Two characters find the accounts whose names hold them."""
    visit.enter("demo")
    page = visit.open("/accounts?q=苏州")
    expect(page.locator("tbody tr").first).to_contain_text("苏州")
    names = page.locator("tbody tr").all_inner_texts()
    assert names and all("苏州" in name for name in names), names[:3]
    visit.check_page()


@journey()
def what_nobody_has(visit: Visit) -> None:
    """Pages of an empty company say what to do next; a page that is not there says so."""
    visit.set_up()
    for path in ("/accounts", "/portfolio", "/imports"):
        page = visit.open(path)
        expect(page.locator("a[href*='/imports']").first).to_be_visible()
        visit.check_page()
    visit.allow(404)
    visit.open("/accounts/99")
    visit.check_page()
    assert re.search(r"[0-9a-f-]{8,}", visit.page.locator("body").inner_text())
