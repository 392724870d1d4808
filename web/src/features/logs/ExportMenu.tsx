import { Button, Menu } from '@mantine/core';
import { Braces, Download, FileText } from 'lucide-react';
import { exportUrl, type LogQuery } from './search';

/** All lines that pass the filter, not only those that are shown, as a file. */
export function ExportMenu({ query }: { query: LogQuery }) {
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button leftSection={<Download size={13} />}>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={exportUrl(query, 'json')}
          download
          leftSection={<Braces size={14} aria-hidden />}
        >
          JSON lines, exact
        </Menu.Item>
        <Menu.Item
          component="a"
          href={exportUrl(query, 'text')}
          download
          leftSection={<FileText size={14} aria-hidden />}
        >
          Text, to read
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
