// Colours of a theme made readable: WCAG's contrast, and a colour moved towards the text's until it has enough.

export type Rgb = readonly [red: number, green: number, blue: number];

/** "#rgb", "#rrggbb", "#rrggbbaa", "rgb(1, 2, 3)" or "rgba(1, 2, 3, .5)"; null for anything else and for what is transparent. */
export function parseColour(css: string): Rgb | null {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(css.trim())?.[1];
  if (hex !== undefined) {
    const digits = hex.length < 6 ? [...hex].map(digit => digit + digit).join('') : hex;
    if (digits.length === 8 && digits.endsWith('00')) return null;
    return [0, 2, 4].map(start => parseInt(digits.slice(start, start + 2), 16)) as unknown as Rgb;
  }
  const parts = /^rgba?\(([^)]+)\)$/
    .exec(css.trim())?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (parts === undefined || parts.length < 3 || parts.some(Number.isNaN) || parts[3] === 0) return null;
  return [parts[0]!, parts[1]!, parts[2]!];
}

export const css = (colour: Rgb): string => `rgb(${colour.map(part => Math.round(part)).join(', ')})`;

/** Relative luminance, 0 to 1 (WCAG 2.2). */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map(part =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast, 1 to 21 (WCAG 2.2). */
export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The colour nearest to the wanted one, on its way to black or white, that has this contrast with the background. */
export function readable(wanted: Rgb, background: Rgb, least = 4.5): Rgb {
  const end: Rgb = contrast([0, 0, 0], background) > contrast([255, 255, 255], background) ? [0, 0, 0] : [255, 255, 255];
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = wanted.map((part, i) => Math.round(part + (end[i]! - part) * share)) as unknown as Rgb;
    if (contrast(mixed, background) >= least) return mixed;
  }
  return end;
}
