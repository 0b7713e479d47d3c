import type { Locale } from '#policy';

const BY_LANGUAGE: Readonly<Record<string, Locale>> = { ja: 'JA', en: 'EN', zh: 'ZH' };

/** The first language of an Accept-Language header that texts exist in, in order of its weights; English otherwise. */
export function localeOf(header: string | string[] | undefined): Locale {
  const ranges = String(header ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of ranges) {
    const locale = BY_LANGUAGE[language];
    if (locale) return locale;
  }
  return 'EN';
}
