import json
import re
import urllib.error
import urllib.request

from playwright.sync_api import expect

from journey import journey
from visit import Visit


def ask(visit: Visit, path: str, token: str, body: dict | None = None) -> tuple[int, dict]:
    """What a program is answered."""
    request = urllib.request.Request(
        f"{visit.product.address}/api/v1{path}", None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def make_token(visit: Visit, name: str, *scopes: str) -> str:
    page = visit.open("/settings/tokens")
    visit.sees("tokens")
    page.uncheck("[name=scope-read]")
    for scope in scopes:
        page.check(f"[name=scope-{scope}]")
    visit.send("token", name=name)
    visit.sees("token-once")
    return page.locator("[data-test=token-once]").inner_text()


@journey(demo=True)
def a_program_speaks_for_somebody(visit: Visit) -> None:
    """Li Na makes a token; a program with it sees what she sees; once revoked it sees nothing."""
    page = visit.enter("li.na")
    page.goto("/settings/tokens")
    visit.sees("tokens")
    visit.check_page()
    visit.allow(422)
    page.uncheck("[name=scope-read]")
    visit.send("token", name="账务")
    visit.sees("tokens")
    expect(page.locator(".ms-problem")).to_have_count(1)
    expect(page.locator("[name=name]")).to_have_value("账务")
    visit.check_page()

    token = make_token(visit, "账务", "read")
    visit.check_page()
    page.goto("/accounts")
    visit.sees("accounts")
    shown = page.locator("[data-list=accounts] tbody a[href^='/accounts/']").first.get_attribute("href")
    status, accounts = ask(visit, "/accounts?limit=200", token)
    assert status == 200 and len(accounts["data"]) < 200, accounts
    assert all(each["contribution"] is None for each in accounts["data"]), "costs are not for her"
    assert shown == f"/accounts/{accounts['data'][0]['id']}", (shown, accounts["data"][0])
    status, judged = ask(visit, f"/accounts/{accounts['data'][0]['id']}/judgement", token)
    assert status == 200 and judged["tier"] and judged["evidence"], judged
    status, refused = ask(visit, "/orders", token, {"source": "x", "orders": []})
    assert status == 403, refused

    page.goto("/settings/tokens")
    expect(page.locator("[data-test=tokens] li")).to_have_count(1)
    expect(page.locator("[data-test=tokens]")).not_to_contain_text(token[-12:])
    page.locator("form[data-test=revoke-token] [type=submit]").click()
    visit.sees("tokens")
    expect(page.locator("[data-test=tokens] li")).to_have_count(0)
    visit.check_page()
    assert ask(visit, "/accounts", token)[0] == 401


@journey(demo=True)
def orders_come_from_a_program(visit: Visit) -> None:
    """A program brings in an order; the run is listed, and is taken back in the browser."""
    page = visit.enter("demo")
    token = make_token(visit, "ERP", "read", "import")
    order = {
        "number": "S-1", "day": "2026-10-19", "account": "NEW-1", "account_name": "新海机械", "lines": [
            {"product": "X-1", "name": "样品", "quantity": 2.5, "unit_price": 40}],
    }
    status, run = ask(visit, "/orders", token, {"source": "erp", "orders": [order]})
    assert status == 201 and run["orders_new"] == 1 and run["accounts_new"] == 1, run
    status, refused = ask(visit, "/orders", token, {"source": "erp", "orders": [order, order]})
    assert status == 422 and refused["errors"][0]["pointer"] == "/orders/1/number", refused

    page.goto("/accounts?q=" + "新海")
    page.locator("[data-list=accounts] tbody a", has_text="新海机械").click()
    visit.sees("account")
    expect(page.locator("main")).to_contain_text("100.00")
    page.goto("/imports")
    page.locator("a", has_text="API: erp").first.click()
    visit.sees("import-run")
    visit.check_page()


@journey(demo=True)
def what_programs_can_ask_is_written_down(visit: Visit) -> None:
    """Everything programs can ask stands on a page, in the visitor's language, made from what answers."""
    page = visit.enter("li.na")
    page.goto("/settings/api")
    visit.sees("api-reference")
    with urllib.request.urlopen(f"{visit.product.address}/api/v1/openapi.json") as answer:
        document = json.load(answer)
    count = sum(len(methods) for methods in document["paths"].values())
    expect(page.locator("[data-test=operation]")).to_have_count(count)
    for each in page.locator("[data-test=operation] summary").all():
        each.click()
    if visit.setting.language == "zh":
        for each in page.locator("[data-test=operation] tbody tr").all_inner_texts():
            assert re.search(r"[\u3400-\u9fff]", each), each
    visit.check_page()
