"""A person at the browser: a language, a screen, a colour scheme, and what must hold on every page they see."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, Request, Response, expect

from product import PASSWORD, Product, running_as_root

AXE = Axe().axe_script
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
SCREENS = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
SERIOUS = {"serious", "critical"}
# Whom `set_up` makes: username and password.
FIRST_USER = ("liming", "correct horse 7 staple")


@dataclass(frozen=True)
class Setting:
    """How one visit looks at the product: language zh or en, screen desktop or phone, scheme light or dark."""

    language: str = "zh"
    screen: str = "desktop"
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.language} {self.screen} {self.scheme}"


def open_chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium without windows; as root it refuses to start in its sandbox."""
    executable = shutil.which("chromium-headless-shell")
    if executable is None:
        raise FileNotFoundError("there is no chromium-headless-shell; scripts/setup test installs it")
    return playwright.chromium.launch(
        executable_path=executable, headless=True, chromium_sandbox=not running_as_root(),
        args=["--disable-dev-shm-usage"],
    )


class Visit:
    """What a journey gets: `page` (Playwright's), `product`, and steps that many journeys share."""

    def __init__(self, browser: Browser, product: Product, setting: Setting, moves: bool = True) -> None:
        self.product = product
        self.setting = setting
        self.problems: list[str] = []
        self._allowed: set[int] = set()
        self.context = browser.new_context(
            base_url=product.address, locale=LOCALES[setting.language], timezone_id="Asia/Shanghai",
            viewport=SCREENS[setting.screen], color_scheme=setting.scheme,
            is_mobile=setting.screen == "phone", has_touch=setting.screen == "phone",
            reduced_motion="no-preference" if moves else "reduce",
        )
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(AXE)
        self.page = self.context.new_page()
        self._watch(self.page)

    # Steps

    def open(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def set_up(self) -> None:
        """First run: makes the first user with the token from the server's console, who is then signed in."""
        self.open("/")
        token = self.product.first_run_token()
        self.send("setup", token=token, name="李明", username=FIRST_USER[0], password=FIRST_USER[1])
        self.sees("today")

    def sign_in(self, username: str, password: str) -> None:
        self.send("sign-in", username=username, password=password)
        self.sees("today")

    def enter(self, username: str) -> Page:
        """Signs somebody of the demo company in, in a browser that forgot whoever was there before."""
        self.context.clear_cookies()
        self.open("/sign-in")
        self.sign_in(username, PASSWORD)
        self.read_in(self.setting.language)
        return self.page

    def read_in(self, language: str) -> None:
        """Pages come in this language from here on, whatever the user chose before."""
        if not (self.page.locator("html").get_attribute("lang") or "").startswith(language):
            self.page.locator("[data-act=language]").first.click()
            self.page.locator(f"html[lang^={language}]").wait_for(state="attached")

    def send(self, form_name: str, **values: str) -> None:
        """Fills the form that says data-test=… and sends it."""
        form = self.page.locator(f"form[data-test={form_name}]")
        for name, value in values.items():
            form.locator(f"[name={name}]").fill(value)
        form.locator("[type=submit]").first.click()

    def sees(self, page_name: str) -> None:
        """The page whose body says data-page=… is there."""
        expect(self.page.locator("body")).to_have_attribute("data-page", page_name)

    # What must hold

    def check_page(self) -> None:
        """Accessible, in the right language, and nothing hangs over the side of this screen or a phone's."""
        self.check_accessible()
        self.check_language()
        self.check_fits()
        if self.setting.screen != "phone":
            self.page.set_viewport_size(SCREENS["phone"])
            self.check_fits()
            self.page.set_viewport_size(SCREENS[self.setting.screen])

    def check_accessible(self, colours: bool = True, rest: bool = True) -> None:
        """axe finds nothing serious or critical: in the contrast of colours, and in everything else."""
        rules = {"color-contrast": {"enabled": colours}}
        options = {"resultTypes": ["violations"], "rules": rules}
        if not rest:
            options["runOnly"] = {"type": "rule", "values": ["color-contrast"]}
        for finding in self._axe(options)["violations"]:
            if finding["impact"] in SERIOUS:
                where = "; ".join(str(node["target"][0]) for node in finding["nodes"][:3])
                self.problem(f"axe: {finding['id']} ({finding['impact']}): {finding['help']} at {where}")

    def _axe(self, options: dict) -> dict:
        return self.page.evaluate("(options) => axe.run(document, options)", options)

    def check_language(self) -> None:
        language = self.page.locator("html").get_attribute("lang") or ""
        if not language.startswith(self.setting.language):
            self.problem(f"the page says lang={language!r}, the visitor reads {self.setting.language}")

    def check_fits(self) -> None:
        width, wide = self.page.evaluate(
            "[document.documentElement.clientWidth,"
            " document.documentElement.scrollWidth - document.documentElement.clientWidth]")
        if wide > 1:
            self.problem(f"the page is {wide} pixels wider than the screen of {width}")

    def allow(self, *statuses: int) -> None:
        """From here on answers with these HTTP statuses are what the journey wants to see."""
        self._allowed |= set(statuses)

    def close(self) -> None:
        self.context.close()

    # Listening

    def _watch(self, page: Page) -> None:
        page.on("console", lambda message: message.type == "error" and self._console_error(message.text))
        page.on("pageerror", lambda error: self.problem(f"script error: {error}"))
        page.on("requestfailed", self._request_failed)
        page.on("response", self._answered)

    def _console_error(self, text: str) -> None:
        status = re.search(r"responded with a status of (\d+)", text)
        # The answer itself is already reported.
        if not status:
            self.problem(f"console: {text}")

    def _request_failed(self, request: Request) -> None:
        # A page that is left, or a download, aborts its requests.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.problem(f"request failed: {request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._allowed:
            self.problem(f"{response.status}: {response.request.method} {urlsplit(response.url).path}")

    def problem(self, text: str) -> None:
        place = urlsplit(self.page.url).path
        self.problems.append(f"on {place}: {text}")
