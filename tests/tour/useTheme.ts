import type { Page } from 'playwright';

export async function useTheme(page: Page, theme: 'Light' | 'Dark'): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: theme }).click();
  await page.keyboard.press('Escape');
}
