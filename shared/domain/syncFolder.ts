/** What copies a folder to somewhere else behind Coffer's back. */
export const syncServices = ['oneDrive', 'iCloud', 'dropbox', 'baidu', 'googleDrive', 'network'] as const;
export type SyncService = (typeof syncServices)[number];

/** Names that the services give their folders, as any part of a path. */
const named: readonly (readonly [RegExp, SyncService])[] = [
  [/^onedrive(?: ?-.*| ?\(.*\))?$/i, 'oneDrive'],
  [/^skydrive$/i, 'oneDrive'],
  [/^(?:mobile documents|icloud ?drive|com~apple~clouddocs|icloud云盘|icloud 雲碟)$/i, 'iCloud'],
  [/^dropbox(?: ?\(.*\)|-.*)?$/i, 'dropbox'],
  [/^(?:baidunetdisk(?:workspace|download)?|baidu ?netdisk|baiduyun|百度网盘.*|百度云.*|百度網盤.*)$/i, 'baidu'],
  [/^(?:google ?drive.*|googledrive.*|drivefs|my drive|我的云端硬盘|我的雲端硬碟)$/i, 'googleDrive'],
];

/** The service whose folder a path lies in, by its names alone; null where none is recognised. */
export function syncServiceOf(path: string): SyncService | null {
  // A share of another computer, also in its long form; `\\?\C:\` is a local path.
  if (/^[\\/]{2}(?![?.][\\/])[^\\/]/.test(path) || /^[\\/]{2}\?[\\/]UNC[\\/]/i.test(path)) return 'network';
  for (const part of path.split(/[\\/]+/)) {
    const found = named.find(([name]) => name.test(part.normalize('NFC')));
    if (found !== undefined) return found[1];
  }
  return null;
}

/** File systems of other computers by the number that statfs(2) gives on Linux: nfs, smb, smb2, cifs, ncp, afs, 9p, ceph, coda. */
const remoteTypes: readonly number[] = [
  0x6969, 0x517b, 0xfe53_4d42, 0xff53_4d42, 0x564c, 0x5346_414f, 0x0102_1997, 0x00c3_6400, 0x7375_7245,
];

export function isRemoteFileSystem(type: number): boolean {
  return remoteTypes.includes(type);
}

/** Programs that show another computer as a folder through FUSE. */
const remoteMounts =
  /^(?:nfs4?|cifs|smb3?|smbfs|davfs|9p|ceph|fuse\.(?:sshfs|rclone|davfs2?|gvfsd-fuse|glusterfs|s3fs|google-drive-ocamlfuse|onedriver))$/;

/** Whether a folder lies on another computer, by `/proc/self/mounts`: the mount with the longest path decides. */
export function isRemoteMount(path: string, mounts: string): boolean {
  let best = { point: '', type: '' };
  for (const line of mounts.split('\n')) {
    const [, point, type] = line.split(' ').map((part) => part.replace(/\\040/g, ' '));
    if (point === undefined || type === undefined || point.length < best.point.length) continue;
    if (path === point || path.startsWith(point === '/' ? '/' : `${point}/`)) best = { point, type };
  }
  return remoteMounts.test(best.type);
}
