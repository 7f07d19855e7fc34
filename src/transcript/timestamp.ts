/** `01:02:03.004` (WebVTT) or, with a comma, `01:02:03,004` (SubRip). Hours grow beyond two digits. */
export function captionTime(ms: number, separator: '.' | ','): string {
  const whole = Math.max(0, Math.round(ms));
  return `${clockParts(whole).join(':')}${separator}${pad(whole % 1000, 3)}`;
}

/** `02:03`, or `1:02:03` from one hour on: seconds are enough for a reader. */
export function readingTime(ms: number): string {
  const [hours, minutes, seconds] = clockParts(Math.max(0, Math.floor(ms)));
  return hours === '00' ? `${minutes}:${seconds}` : `${Number(hours)}:${minutes}:${seconds}`;
}

function clockParts(ms: number): [string, string, string] {
  const seconds = Math.floor(ms / 1000);
  return [pad(Math.floor(seconds / 3600), 2), pad(Math.floor(seconds / 60) % 60, 2), pad(seconds % 60, 2)];
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
