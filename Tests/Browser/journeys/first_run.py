from playwright.sync_api import expect

from journey import journey
from visit import Visit

PASSWORD = "correct horse 7 staple"


@journey()
def first_run(visit: Visit) -> None:
    """A new company: the first address opened leads to the set-up, and from there to Today; later one signs in."""
    page = visit.open("/")
    expect(page).to_have_url(f"{visit.product.address}/setup")
    expect(page.locator("form[data-test=setup]")).to_be_visible()
    visit.check_page()

    token = visit.product.first_run_token()
    visit.send("setup", token=token, name="李明", username="liming", password=PASSWORD)
    visit.sees("today")
    visit.check_page()

    visit.context.clear_cookies()
    page = visit.open("/accounts")
    expect(page.locator("form[data-test=sign-in]")).to_be_visible()
    visit.check_page()
    visit.send("sign-in", username="liming", password=PASSWORD)
    visit.sees("accounts")
    visit.check_page()


@journey()
def wrong_token_is_refused(visit: Visit) -> None:
    """Who does not see the console cannot make the first user; what was typed stays in the form."""
    page = visit.open("/setup")
    visit.allow(403, 422)
    visit.send("setup", token="not-the-token", name="Mallory", username="mallory", password=PASSWORD)
    expect(page.locator("form[data-test=setup] [name=username]")).to_have_value("mallory")
    visit.check_page()
