from playwright.sync_api import expect

from journey import journey
from journeys.rights import company, enter
from visit import Visit


@journey()
def a_visit_is_coached(visit: Visit) -> None:
    """He Jing writes down a visit with its next step; Sun Lei comments on it; He Jing is told and does the step."""
    company(visit)
    page = enter(visit, "li.na")
    page.goto("/accounts?owner=me")
    page.locator("tbody tr a").first.click()
    visit.sees("account")
    account = page.url
    page.locator("#timeline a[href$='/activities/new']").click()
    visit.sees("activity-new")
    visit.check_page()
    visit.send("activity", subject="车间走访", day="2026-01-15", minutes="库存偏低。", next="寄送三套样品", due="2026-11-30")
    visit.sees("account")
    expect(page.locator("#timeline")).to_contain_text("车间走访")
    expect(page.locator("#panel-task-panel")).to_contain_text("寄送三套样品")
    visit.check_page()
    page.locator("#timeline a", has_text="车间走访").click()
    visit.sees("activity")
    activity = page.url
    expect(page.locator("form[data-test=comment]")).to_have_count(0)
    visit.check_page()

    page.context.clear_cookies()
    enter(visit, "sun.lei")
    page.goto(activity)
    visit.sees("activity")
    visit.send("comment", comment="下次请直接见设备部长。")
    visit.sees("activity")
    expect(page.locator("#comments")).to_contain_text("设备部长")
    visit.check_page()

    page.context.clear_cookies()
    enter(visit, "li.na")
    expect(page.locator(".ms-bell-count")).to_have_text("1")
    page.locator(".ms-bell").click()
    visit.sees("notices")
    visit.check_page()
    page.locator("[data-list=notices] tbody a").first.click()
    visit.sees("activity")
    expect(page.locator("#comments")).to_contain_text("设备部长")
    expect(page.locator(".ms-bell-count")).to_have_count(0)

    page.goto("/tasks")
    visit.sees("tasks")
    visit.check_page()
    page.locator("[data-list=tasks] tbody a", has_text="寄送三套样品").click()
    visit.sees("task")
    visit.check_page()
    visit.send("end", result="已寄出两套样品")
    visit.sees("account")
    assert page.url.split("?")[0] == account, page.url


@journey()
def contacts_are_kept(visit: Visit) -> None:
    """A representative adds a contact; whoever may not see personal data sees the name only."""
    company(visit)
    page = enter(visit, "li.na")
    page.goto("/accounts?owner=me")
    page.locator("tbody tr a").first.click()
    page.locator("#panel-contact-panel a[href$='/contacts/new']").click()
    visit.sees("contact-new")
    visit.check_page()
    visit.allow(422)
    visit.send("contact", name="郑新", phone="call me")
    visit.sees("contact-new")
    expect(page.locator("#problem-phone")).to_be_visible()
    visit.check_page()
    visit.send("contact", phone="13912345678")
    visit.sees("account")
    expect(page.locator("#panel-contact-panel")).to_contain_text("郑新")
    page.goto("/contacts?q=郑新")
    visit.sees("contacts")
    expect(page.locator("[data-list=contacts] tbody tr")).to_have_count(1)
    expect(page.locator("[data-list=contacts]")).to_contain_text("13912345678")
    visit.check_page()
    page.locator("[data-list=contacts] tbody a").first.click()
    visit.sees("contact")
    visit.check_page()

    visit.product.command("user", "change", "li.na", "--role", "finance")
    page.goto("/contacts?q=郑新")
    expect(page.locator("[data-list=contacts] tbody tr")).to_have_count(1)
    expect(page.locator("main")).not_to_contain_text("13912345678")
    visit.check_page()
