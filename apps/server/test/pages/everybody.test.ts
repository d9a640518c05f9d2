import { accessibilityFaults } from '@rekey/laboratory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_PASSWORD } from '../journey/stage.ts';
import { choose, heading, openPagesStage, type Page, type PagesStage } from './pages-stage.ts';

let pages: PagesStage;
beforeAll(async () => {
  pages = await openPagesStage({ REKEY_PASSWORD_FIELDS: '2' });
});
afterAll(() => pages.close());

const NOWHERE = 'A'.repeat(43);

/** Every page and state that needs no mail: how to get there. */
const STATES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  asking: (page) => page.goto(`${pages.url}/forgot-password`),
  'asking without a name': async (page) => {
    await page.goto(`${pages.url}/forgot-password`);
    await page.locator('main button').click();
    await page.locator('#faults').waitFor();
  },
  asked: (page) => page.goto(`${pages.url}/forgot-password?step=sent`),
  'choosing with a code': (page) => page.goto(`${pages.url}/reset-password`),
  'choosing with a link': async (page) => {
    await page.goto(`${pages.url}/reset-password#${NOWHERE}`);
    await page.locator('#password').pressSequentially('studio');
  },
  rejected: async (page) => {
    await page.goto(`${pages.url}/reset-password`);
    await page.locator('#password').fill('one');
    await page.locator('#repeat').fill('two');
    await page.locator('main button[type=submit]').click();
    await page.locator('#faults').waitFor();
  },
  changed: (page) => page.goto(`${pages.url}/reset-password?step=done`),
  'saying that it was somebody else': async (page) => {
    await page.goto(`${pages.url}/not-me`);
    await page.locator('main button').click();
    await page.locator('#faults').waitFor();
  },
  'having said so': (page) => page.goto(`${pages.url}/not-me?step=done`),
  'a dead link': async (page) => {
    await page.goto(`${pages.url}/reset-password#${NOWHERE}`);
    await page.locator('#repeat').fill(NEW_PASSWORD);
    await choose(page, NEW_PASSWORD);
    expect(await heading(page)).toBe('This link doesn’t work any more');
  },
};

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each(Object.keys(STATES))('axe finds nothing wrong, contrast included, with %s', async (state) => {
    const page = await pages.visit({ colorScheme });
    await STATES[state]?.(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe.each([
  ['en', 'ltr'],
  ['de-AT', 'ltr'],
  ['fr', 'ltr'],
  ['es-MX', 'ltr'],
  ['ar', 'rtl'],
])('for whoever reads %s', (locale, direction) => {
  it('pages fit a phone of 320 pixels, run the right way, and have nothing wrong', async () => {
    const page = await pages.visit({ locale });
    for (const path of ['forgot-password', 'forgot-password?step=sent', `reset-password#${NOWHERE}`]) {
      await page.goto(`${pages.url}/${path}`);
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      expect(await page.locator('html').getAttribute('dir')).toBe(direction);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      const title = await page.locator('h1').evaluate((h1) => {
        const range = h1.ownerDocument.createRange();
        range.selectNodeContents(h1);
        const { left, right } = range.getBoundingClientRect();
        return { left, right };
      });
      // The first line begins at the edge where reading begins.
      expect(direction === 'ltr' ? title.left : 320 - title.right).toBeCloseTo(24, 0);
    }
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('whoever', () => {
  it('has a browser with nonsense for languages reads English, and can choose another', async () => {
    const page = await pages.visit({ extraHTTPHeaders: { 'Accept-Language': 'q=;;,xx-;q=7,*;q' } });
    await page.goto(`${pages.url}/forgot-password`);
    expect(await heading(page)).toBe('Forgot your password?');
    await page.getByRole('link', { name: 'العربية' }).click();
    expect(await heading(page)).toBe('هل نسيت كلمة المرور؟');
    await page.locator('main button').click();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  });

  it('has only a keyboard asks, mends a fault and chooses a password', async () => {
    const page = await pages.visit();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.goto(`${pages.url}/forgot-password`);
    await press('Tab', 'Enter');
    await page.locator('#faults').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('faults');
    expect(await page.title()).toBe('Please check: Forgot your password? – Example Studio');
    await press('Tab', 'Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('username');

    await page.goto(await pages.linkFor('keys'));
    await press('Tab');
    await page.keyboard.type(NEW_PASSWORD);
    await press('Tab', 'Space');
    expect(await page.locator('#password').getAttribute('type')).toBe('text');
    expect(await page.locator('[role=status]').textContent()).toBe('Long enough');
    await press('Tab');
    await page.keyboard.type(NEW_PASSWORD);
    await press('Enter');
    await page.getByRole('heading', { name: 'Your password is changed' }).waitFor();
  });

  it('types hears how far it is, by the rules of the server', async () => {
    const page = await pages.visit();
    await page.goto(`${pages.url}/reset-password#${NOWHERE}`);
    const told = async (password: string) => {
      await page.locator('#password').fill(password);
      return page.locator('[role=status]').textContent();
    };
    expect(await told('e\u0301'.repeat(3))).toBe('3 of 15 characters');
    expect(await told('😀'.repeat(14))).toBe('14 of 15 characters');
    expect(await told('😀'.repeat(15))).toBe('Long enough');
    expect(await told('ｅｘａｍｐｌｅ STUDIO')).toBe(
      'The name of this service is too easy to guess. Choose another password.',
    );
  });
});
