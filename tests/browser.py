"""Headless Chromium for the tests that look at pages: needs chromium, chromium-driver, python3-selenium."""
from selenium import webdriver
from selenium.webdriver.chrome.service import Service


def chromium(downloads=None):
    options = webdriver.ChromeOptions()
    for argument in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'):
        options.add_argument(argument)
    options.binary_location = '/usr/bin/chromium'
    if downloads:
        options.add_experimental_option('prefs', {'download.default_directory': downloads})
    return webdriver.Chrome(service=Service('/usr/bin/chromedriver'), options=options)


def resize(driver, width, height=900):
    """The page's own width: windows have a least one."""
    driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {'width': width, 'height': height, 'deviceScaleFactor': 1, 'mobile': False})


def prefer(driver, scheme):
    driver.execute_cdp_cmd('Emulation.setEmulatedMedia', {'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})


def objections(driver, build):
    """What axe-core has against the page that is open."""
    with open(f'{build}/node/node_modules/axe-core/axe.min.js') as axe:
        driver.execute_script(axe.read())
    return driver.execute_async_script(
        'const done = arguments[0]; axe.run().then(r => done(r.violations.map(v => v.id + " " + v.nodes[0].html)))')
