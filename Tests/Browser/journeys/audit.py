from playwright.sync_api import expect

from journey import journey
from visit import Visit


@journey()
def who_changed_what(visit: Visit) -> None:
    """An administrator adds a team and finds it in the audit, by what was done and by its record."""
    visit.set_up()
    page = visit.open("/settings/teams/new")
    page.locator("main input[name=name]").fill("East")
    page.locator("main form button[type=submit]").first.click()
    visit.sees("teams")

    page.goto("/settings/audit")
    visit.sees("audit")
    rows = page.locator("[data-list=audit] tbody tr")
    expect(rows.first).to_contain_text("East")
    visit.check_page()
    page.locator("main select[name=act]").select_option("unit.added")
    page.locator("main form.ms-list-tools button").click()
    visit.sees("audit")
    expect(rows).to_have_count(1)
    rows.first.locator("a").click()
    visit.sees("audit")
    expect(rows).to_have_count(1)
    expect(page.locator("main a[href='/settings/audit']")).to_be_visible()
    visit.check_page()

    page.locator("main select[name=person]").select_option(index=0)
    page.goto("/settings/audit?through=2001-01-01")
    expect(page.locator(".ms-empty")).to_be_visible()
    visit.check_page()
