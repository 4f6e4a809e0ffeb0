#include "PanelAssets.h"

// Each file of `files/` stands twice: its bytes here, its name and type in the table below.

static const unsigned char login_html[] = {
#embed "files/login.html"
};
static const unsigned char register_html[] = {
#embed "files/register.html"
};
static const unsigned char setup_html[] = {
#embed "files/setup.html"
};
static const unsigned char simulator_html[] = {
#embed "files/simulator.html"
};
static const unsigned char style_css[] = {
#embed "files/style.css"
};
static const unsigned char entry_css[] = {
#embed "files/entry.css"
};
static const unsigned char simulator_css[] = {
#embed "files/simulator.css"
};
static const unsigned char chat_css[] = {
#embed "files/chat.css"
};
static const unsigned char api_js[] = {
#embed "files/api.js"
};
static const unsigned char forms_js[] = {
#embed "files/forms.js"
};
static const unsigned char password_rules_js[] = {
#embed "files/password-rules.js"
};
static const unsigned char login_js[] = {
#embed "files/login.js"
};
static const unsigned char register_js[] = {
#embed "files/register.js"
};
static const unsigned char setup_js[] = {
#embed "files/setup.js"
};
static const unsigned char simulator_js[] = {
#embed "files/simulator.js"
};
static const unsigned char customers_js[] = {
#embed "files/customers.js"
};
static const unsigned char chat_js[] = {
#embed "files/chat.js"
};
static const unsigned char bubble_js[] = {
#embed "files/bubble.js"
};
static const unsigned char decision_js[] = {
#embed "files/decision.js"
};
static const unsigned char clock_js[] = {
#embed "files/clock.js"
};
static const unsigned char agenda_js[] = {
#embed "files/agenda.js"
};
static const unsigned char dom_js[] = {
#embed "files/dom.js"
};
static const unsigned char format_js[] = {
#embed "files/format.js"
};
static const unsigned char logo_svg[] = {
#embed "files/logo.svg"
};
static const unsigned char icons_svg[] = {
#embed "files/icons.svg"
};
static const unsigned char paws_svg[] = {
#embed "files/paws.svg"
};
static const unsigned char quicksand_bold_woff2[] = {
#embed "files/quicksand-bold.woff2"
};
static const unsigned char quicksand_ofl_txt[] = {
#embed "files/quicksand-OFL.txt"
};

static const unsigned char docs_html[] = {
#embed "files/docs.html"
};
static const unsigned char docs_css[] = {
#embed "files/docs.css"
};
static const unsigned char docs_js[] = {
#embed "files/docs.js"
};
static const unsigned char invite_html[] = {
#embed "files/invite.html"
};
static const unsigned char invite_js[] = {
#embed "files/invite.js"
};

#define ASSET(name, type, data) {name, type, data, sizeof data}

static const struct panel_asset assets[] = {
    ASSET("login.html", "text/html; charset=utf-8", login_html),
    ASSET("register.html", "text/html; charset=utf-8", register_html),
    ASSET("setup.html", "text/html; charset=utf-8", setup_html),
    ASSET("simulator.html", "text/html; charset=utf-8", simulator_html),
    ASSET("style.css", "text/css; charset=utf-8", style_css),
    ASSET("entry.css", "text/css; charset=utf-8", entry_css),
    ASSET("simulator.css", "text/css; charset=utf-8", simulator_css),
    ASSET("chat.css", "text/css; charset=utf-8", chat_css),
    ASSET("api.js", "text/javascript; charset=utf-8", api_js),
    ASSET("forms.js", "text/javascript; charset=utf-8", forms_js),
    ASSET("password-rules.js", "text/javascript; charset=utf-8", password_rules_js),
    ASSET("login.js", "text/javascript; charset=utf-8", login_js),
    ASSET("register.js", "text/javascript; charset=utf-8", register_js),
    ASSET("setup.js", "text/javascript; charset=utf-8", setup_js),
    ASSET("simulator.js", "text/javascript; charset=utf-8", simulator_js),
    ASSET("customers.js", "text/javascript; charset=utf-8", customers_js),
    ASSET("chat.js", "text/javascript; charset=utf-8", chat_js),
    ASSET("bubble.js", "text/javascript; charset=utf-8", bubble_js),
    ASSET("decision.js", "text/javascript; charset=utf-8", decision_js),
    ASSET("clock.js", "text/javascript; charset=utf-8", clock_js),
    ASSET("agenda.js", "text/javascript; charset=utf-8", agenda_js),
    ASSET("dom.js", "text/javascript; charset=utf-8", dom_js),
    ASSET("format.js", "text/javascript; charset=utf-8", format_js),
    ASSET("logo.svg", "image/svg+xml", logo_svg),
    ASSET("icons.svg", "image/svg+xml", icons_svg),
    ASSET("paws.svg", "image/svg+xml", paws_svg),
    ASSET("quicksand-bold.woff2", "font/woff2", quicksand_bold_woff2),
    ASSET("quicksand-OFL.txt", "text/plain; charset=utf-8", quicksand_ofl_txt),
    ASSET("docs.html", "text/html; charset=utf-8", docs_html),
    ASSET("docs.css", "text/css; charset=utf-8", docs_css),
    ASSET("docs.js", "text/javascript; charset=utf-8", docs_js),
    ASSET("invite.html", "text/html; charset=utf-8", invite_html),
    ASSET("invite.js", "text/javascript; charset=utf-8", invite_js),
};

size_t panel_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const struct panel_asset *panel_asset_at(size_t index) {
    return index < panel_asset_count() ? &assets[index] : NULL;
}
