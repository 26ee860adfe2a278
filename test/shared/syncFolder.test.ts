import { expect, test } from 'vitest';
import { isRemoteFileSystem, isRemoteMount, syncServiceOf } from '#shared/domain/syncFolder.ts';

test('folders that a service copies are recognised by their names, on every system', () => {
  const found: [string, string][] = [
    ['C:\\Users\\lin\\OneDrive\\Coffer\\vault', 'oneDrive'],
    ['C:\\Users\\lin\\OneDrive - 大同文具\\vault', 'oneDrive'],
    ['/Users/lin/Library/CloudStorage/OneDrive-Personal/vault', 'oneDrive'],
    ['/Users/lin/Library/Mobile Documents/com~apple~CloudDocs/vault', 'iCloud'],
    ['C:\\Users\\lin\\iCloudDrive\\vault', 'iCloud'],
    ['/home/lin/Dropbox/vault', 'dropbox'],
    ['D:\\Dropbox (Firma)\\vault', 'dropbox'],
    ['D:\\BaiduNetdiskWorkspace\\vault', 'baidu'],
    ['D:\\百度网盘同步空间\\vault', 'baidu'],
    ['G:\\My Drive\\vault', 'googleDrive'],
    ['/Users/lin/Library/CloudStorage/GoogleDrive-lin@example.com/vault', 'googleDrive'],
    ['\\\\server\\share\\vault', 'network'],
    ['\\\\?\\UNC\\server\\share\\vault', 'network'],
  ];
  for (const [path, service] of found) expect(syncServiceOf(path), path).toBe(service);
});

test('ordinary folders are not, whatever they sound like', () => {
  const plain = [
    'C:\\Users\\lin\\AppData\\Roaming\\Coffer\\vault',
    '/home/lin/.config/Coffer/vault',
    '/home/dropboxer/vault',
    '/srv/onedrivers/vault',
    '\\\\?\\C:\\Coffer\\vault',
    '/Users/lin/Library/Application Support/Coffer/vault',
  ];
  for (const path of plain) expect(syncServiceOf(path), path).toBeNull();
});

test('file systems of other computers are recognised under Linux, by the innermost mount', () => {
  expect(isRemoteFileSystem(0x6969)).toBe(true);
  expect(isRemoteFileSystem(0xff534d42)).toBe(true);
  expect(isRemoteFileSystem(0xef53)).toBe(false);
  const mounts = [
    '/dev/sda1 / ext4 rw 0 0',
    'server:/home /home nfs4 rw 0 0',
    '/dev/sdb1 /home/lin/disk ext4 rw 0 0',
    'gdrive: /home/lin/my\\040cloud fuse.rclone rw 0 0',
  ].join('\n');
  expect(isRemoteMount('/var/vault', mounts)).toBe(false);
  expect(isRemoteMount('/home/lin/vault', mounts)).toBe(true);
  expect(isRemoteMount('/home/lin/disk/vault', mounts)).toBe(false);
  expect(isRemoteMount('/home/lin/my cloud/vault', mounts)).toBe(true);
  expect(isRemoteMount('/homestead/vault', mounts)).toBe(false);
});
