from playwright.sync_api import expect

from journey import journey
from visit import Visit


@journey()
def the_rules_change(visit: Visit) -> None:
    """A new company looks at its rules, is told what does not add up, and publishes the next version with a reason."""
    visit.set_up()
    page = visit.open("/settings/policies")
    visit.sees("policies")
    visit.check_page()
    page.locator("main table a").first.click()
    visit.sees("policy")
    visit.check_page()

    visit.allow(422)
    page.fill("[name='loyalty.behaviour']", "90")
    page.fill("[name='windowMonths']", "twelve")
    page.locator("form[data-test=policy-form] button[type=submit]").click()
    expect(page.locator("[name='windowMonths']")).to_have_value("twelve")
    expect(page.locator("[name='windowMonths']")).to_have_attribute("aria-invalid", "true")
    visit.check_page()
    page.fill("[name='windowMonths']", "18")
    page.locator("form[data-test=policy-form] button[type=submit]").click()
    expect(page.locator(".ms-problem").first).to_be_visible()
    visit.check_page()

    page.fill("[name='loyalty.behaviour']", "60")
    page.fill("[name=note]", "项目周期长，看十八个月。")
    page.locator("form[data-test=policy-form] button[type=submit]").click()
    visit.sees("policy")
    expect(page.locator("[name='windowMonths']")).to_have_value("18")
    page.locator("a[href$='/versions/2']").first.click()
    visit.sees("policy-version")
    expect(page.locator(".ms-said")).to_contain_text("看十八个月")
    visit.check_page()
    told = visit.product.report("policy", "list")
    assert told["versions"][0]["version"] == 2, told
