import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import expect

from journey import journey
from visit import Visit



@journey(demo=True)
def a_representative_sees_their_own(visit: Visit) -> None:
    """Li Na sees her accounts and nobody else's, no cost anywhere, and loses what she loses at once."""
    everything = visit.product.report("report", "concentration")
    own = visit.product.report("report", "concentration", "--as", "li.na")
    assert 0 < own["accounts"] < everything["accounts"], own
    page = visit.enter("li.na")
    visit.check_page()
    page.goto("/accounts")
    visit.sees("accounts")
    expect(page.locator("tbody tr")).to_have_count(own["accounts"])
    expect(page.locator("a[href^='/accounts.csv']")).to_have_count(0)
    expect(page.locator("th a[href*='sort=-value']")).to_have_count(0)
    visit.check_page()
    page.goto("/tiers")
    visit.sees("tiers")
    expect(page.locator("[data-list=tiers] thead th")).to_have_count(5)
    visit.check_page()
    page.goto("/portfolio?period=all")
    visit.check_page()
    page.goto("/accounts")
    # The smallest is hers alone; of the largest she is in the team.
    page.locator("tbody tr a").last.click()
    visit.sees("account")
    code = page.locator(".ms-question").first.inner_text().split(" · ")[0]
    expect(page.locator(".ms-judgement .ms-badge")).to_be_visible()
    expect(page.locator("[data-list=costs]")).to_have_count(0)
    visit.check_page()
    mine = page.url

    visit.allow(403, 404)
    for path in ("/settings/people", "/settings/roles", "/imports", "/accounts.csv", "/tiers.csv"):
        assert page.goto(path).status == 403, path
    page.goto("/accounts?q=K0042")
    expect(page.locator("tbody tr")).to_have_count(0)
    assert page.goto("/accounts/42").status == 404

    visit.product.command("account", "assign", code, "--owner", "wang.wei")
    assert page.goto(mine).status == 404
    page.goto("/accounts")
    expect(page.locator("tbody tr")).to_have_count(own["accounts"] - 1)


@journey(demo=True)
def a_leaver_hands_over(visit: Visit) -> None:
    """An administrator adds a person, lets another go, and the accounts are somebody else's at once."""
    page = visit.enter("demo")
    for path, name in (("/settings/people", "people"), ("/settings/teams", "teams"), ("/settings/roles", "roles")):
        page.goto(path)
        visit.sees(name)
        visit.check_page()
    page.goto("/settings/people/new")
    page.fill("[name=name]", "石磊")
    page.fill("[name=username]", "shi.lei")
    page.locator("form[data-test=person] [type=submit]").click()
    visit.sees("person-added")
    expect(page.locator("[data-test=password-once]")).to_be_visible()
    visit.check_page()

    before = visit.product.report("report", "concentration", "--as", "wang.wei")["accounts"]
    page.goto("/settings/people")
    page.get_by_role("link", name="李娜").click()
    visit.sees("person")
    visit.check_page()
    page.select_option("[name=successor]", label="王伟")
    page.locator("form[data-test=leave] [type=submit]").click()
    visit.sees("people")
    visit.check_page()
    after = visit.product.report("report", "concentration", "--as", "wang.wei")["accounts"]
    assert after > before, (before, after)
    assert visit.product.report("doctor")["clean"]


@journey(demo=True)
def an_account_is_shared(visit: Visit) -> None:
    """An account gets an owner, a team and a reader in the browser; the account page says so."""
    page = visit.enter("demo")
    page.goto("/accounts?q=K0003")
    page.locator("tbody tr a").first.click()
    visit.sees("account")
    account = page.url
    page.locator("a[href$='/team']").click()
    visit.sees("account-team")
    visit.check_page()
    page.select_option("[name=owner]", label="高峰")
    page.select_option("[name=member0]", label="胡波")
    page.fill("[name=part0]", "技术支持")
    page.select_option("[name=receiver1]", label="李娜")
    page.select_option("[name=right1]", "write")
    page.locator("form[data-test=circle] [type=submit]").click()
    visit.sees("account")
    assert page.url == account
    for name in ("高峰", "胡波", "技术支持", "李娜"):
        expect(page.locator("main")).to_contain_text(name)
    visit.check_page()
    shown = visit.product.report("account", "show", "K0003", "--as", "li.na")
    assert shown["code"] == "K0003" and shown["measures"]["contribution"] is None, shown["measures"]


@journey()
def a_phone_is_asked_for(visit: Visit) -> None:
    """A person turns the second step on with an app, keeps the recovery codes, and signs in with a code."""
    visit.set_up()
    page = visit.open("/settings/two-step")
    visit.sees("two-step")
    visit.check_page()
    page.locator("form[data-test=two-step-begin] [type=submit]").click()
    expect(page.locator("svg.ms-dots")).to_be_visible()
    visit.check_page()
    secret = page.locator("[data-test=two-step-secret]").inner_text()
    visit.send("two-step-confirm", code=one_time_code(secret, time.time()))
    visit.sees("recovery-codes")
    codes = page.locator("[data-test=recovery-codes] code").all_inner_texts()
    assert len(codes) == 10, codes
    visit.check_page()

    visit.context.clear_cookies()
    visit.open("/sign-in")
    visit.send("sign-in", username="liming", password="correct horse 7 staple")
    visit.sees("sign-in-code")
    visit.check_page()
    visit.allow(422)
    visit.send("sign-in-code", code="000000")
    expect(page.locator(".ms-problems")).to_be_visible()
    visit.check_page()
    visit.send("sign-in-code", code=codes[0])
    visit.sees("today")
    page.goto("/settings/sessions")
    visit.sees("sessions")
    visit.check_page()
    page.locator("form[data-test=end-others] [type=submit]").click()
    visit.sees("sessions")
    expect(page.locator("form[data-test=end-session]")).to_have_count(0)


def one_time_code(secret: str, now: float) -> str:
    """RFC 6238, as an app works it out."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(now) // 30), hashlib.sha1).digest()
    place = mac[-1] & 15
    return f"{(int.from_bytes(mac[place:place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


@journey()
def a_link_gives_a_password(visit: Visit) -> None:
    """An administrator makes a link for somebody without a password, who then chooses one and signs in."""
    visit.set_up()
    page = visit.open("/settings/people/new")
    page.fill("[name=name]", "石磊")
    page.fill("[name=username]", "shi.lei")
    page.locator("form[data-test=person] [type=submit]").click()
    page.goto("/settings/people")
    page.get_by_role("link", name="石磊").click()
    page.locator("form[data-test=password-link] [type=submit]").click()
    visit.sees("password-link")
    visit.check_page()
    link = page.locator("code[data-test=password-link]").inner_text()
    visit.context.clear_cookies()
    page.goto(link)
    visit.sees("choose-password")
    visit.check_page()
    visit.send("choose-password", password="another 9 horse stable")
    visit.sees("sign-in")
    visit.sign_in("shi.lei", "another 9 horse stable")
