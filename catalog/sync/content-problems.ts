import type { ContentReport, UnfetchedFile } from './content/content-report.ts';

/** What of a content stage is worth a line of the report: each file with the updates it is for, and why. */
export function contentProblems({ missing, refused, failed, disk }: ContentReport): readonly string[] {
  const line = ({ fileName, digest, updates, reason }: UnfetchedFile): string =>
    `${fileName} (${digest}) of ${updates.join(', ')}: ${reason}`;
  return [
    ...[...refused, ...failed, ...missing].map(line),
    ...(disk === undefined ? [] : [`files cannot be written: ${disk}`]),
  ];
}
