/** The little of yazl that is used here; it brings no types of its own. */
declare module 'yazl' {
  export class ZipFile {
    readonly outputStream: NodeJS.ReadableStream;
    addFile(
      realPath: string,
      metadataPath: string,
      options?: { mtime?: Date; mode?: number; forceDosTimestamp?: boolean },
    ): void;
    end(): void;
  }
}
