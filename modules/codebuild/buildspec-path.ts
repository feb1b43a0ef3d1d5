/** Whether a build specification is the path of a file in the source, and neither its text nor an object in S3. */
export function isPathInSource(buildspec: string): boolean {
  return !/[\n:{]/.test(buildspec.trim());
}
