from playwright.sync_api import expect

from journey import journey
from visit import SCREENS, Visit


@journey(demo=True, screens=SCREENS)
def the_ten_minute_tour(visit: Visit) -> None:
    """A newcomer takes the tour through the demo company: every stop, and what it promises to show."""
    page = visit.enter("demo")
    visit.sees("today")
    visit.check_page()
    page.locator("main a[href='/tour']").click()
    visit.sees("tour")
    visit.check_page()
    stops = page.locator(".ms-tour a.btn")
    expect(stops).to_have_count(10)
    stops.first.click()
    accounts = []
    for _ in range(9):
        note = page.locator("aside.ms-note")
        expect(note).to_be_visible()
        if "/accounts/" in page.url:
            accounts.append(page.url.split("#")[0])
        note.locator("a[href$='/next']").click()
    visit.check_page()
    assert len(accounts) == 7, accounts

    # Who looks around on the way finds back to the stop.
    page.goto("/accounts?tier=1")
    page.locator("aside.ms-note a[href='/tour/today']").click()
    visit.sees("today")
    page.locator("aside.ms-note a[href='/tour/end']").click()
    visit.sees("tour")
    expect(page.locator("#after")).to_be_in_viewport()
    visit.check_page()
    page.goto("/accounts")
    expect(page.locator("aside.ms-note")).to_have_count(0)

    page.goto("/tiers")
    visit.sees("tiers")
    expect(page.locator("[data-chart] canvas").first).to_be_visible()
    expect(page.locator("[data-list=tiers] tbody tr")).to_have_count(4)
    visit.check_page()

    # A cell of the matrix opens the accounts it counts; a column of the chart opens its month end.
    cell = page.locator(".ms-grid td a").last
    count = int(cell.inner_text().replace(",", ""))
    cell.click()
    page.wait_for_url("**/tiers?*from=*")
    expect(page.locator("[data-list=movers] tbody tr")).to_have_count(min(count, 50))
    visit.check_page()
    page.goto("/tiers")
    chart = page.locator("[data-chart][data-drawn]").first
    box = chart.bounding_box()
    chart.click(position={"x": box["width"] * 0.5, "y": box["height"] * 0.7})
    page.wait_for_url("**/tiers?day=*")
    # So does the curve: the ranking at that place.
    page.goto("/portfolio")
    chart = page.locator("[data-chart][data-drawn]").first
    box = chart.bounding_box()
    chart.click(position={"x": box["width"] * 0.5, "y": box["height"] * 0.6})
    page.wait_for_url("**/portfolio?*after=*")
    visit.check_page()

    for path in accounts:
        page.goto(path)
        visit.sees("account")
        expect(page.locator(".ms-judgement .ms-badge")).to_be_visible()
        page.locator(".ms-why > summary").click()
        expect(page.locator(".ms-why .ms-table").first).to_be_visible()
    visit.check_page()

    # The orders it rests on are those of the twelve months, with what they come to.
    page.locator("a[href*='/orders?from=']").click()
    visit.sees("account-orders")
    assert page.locator("#field-from").input_value() < page.locator("#field-through").input_value()
    expect(page.locator("[data-list=orders] tbody tr").first).to_be_visible()
    visit.check_page()
    page.go_back()
    visit.sees("account")

    # Whoever follows a link of the page and comes back finds open what was open.
    page.locator(".ms-ways a[href='#panel-account-orders']").click()
    expect(page.locator("#panel-account-orders")).to_be_in_viewport()
    page.locator("#panel-account-orders tbody a").first.click()
    visit.sees("order")
    page.go_back()
    visit.sees("account")
    page.go_back()
    visit.sees("account")
    expect(page.locator(".ms-why .ms-table").first).to_be_visible()


@journey(demo=True)
def a_person_decides(visit: Visit) -> None:
    """A director puts a small account among the Key ones: with a reason, and it shows everywhere."""
    visit.enter("demo")
    page = visit.open("/accounts?tier=3&sort=-revenue")
    visit.check_page()
    page.locator("tbody tr a").first.click()
    visit.sees("account")
    path = page.url
    page.locator(".ms-why > summary").click()
    page.locator("a[href$='/tier']").click()
    visit.sees("tier-decision")
    visit.check_page()
    page.select_option("[name=tier]", "key")
    page.fill("textarea[name=reason]", "行业标杆，三年框架协议正在谈判。")
    page.locator("main form button.btn-primary").last.click()
    visit.sees("account")
    assert page.url == path, page.url
    expect(page.locator(".ms-said").first).to_contain_text("行业标杆")
    expect(page.locator(".ms-timeline")).to_contain_text("行业标杆")
    visit.check_page()


@journey(demo=True)
def a_group_is_one(visit: Visit) -> None:
    """Two accounts become a group in the browser, and are judged as one soon after."""
    visit.enter("demo")
    page = visit.open("/accounts?q=K0010")
    page.locator("tbody tr a").first.click()
    visit.sees("account")
    page.locator("a[href$='/group']").click()
    visit.sees("account-group")
    visit.check_page()
    page.fill("[name=parent]", "K0004")
    page.locator("main form button.btn-primary").click()
    visit.sees("account")
    visit.product.wait_for(
        lambda: page.reload() and page.locator("a[href='/accounts/4']").count() > 1, "not judged as one", seconds=60)
    visit.check_page()
