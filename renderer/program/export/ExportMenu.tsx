import { Check, ChevronDown, Download, Package } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { Menu } from '../../design/Menu.tsx';
import { ExportPackDialog } from '../../packs/ExportPackDialog.tsx';
import { hubTime } from '../../sync/hubClock.ts';
import { useScope } from '../../sync/scopeContext.ts';
import { type ExportFormat, useSetting } from '../../workspace/settings.ts';
import { exportFile, exportFormats, exportWorkshop } from './exportFormats.ts';
import { readExportSource } from './readExportSource.ts';
import { useSaveExport } from './useSaveExport.tsx';

/** Saves the workshop in scope as a file of any of our formats; the one used last is marked and comes first. */
export function ExportMenu({ small }: { readonly small?: boolean }) {
  const { t } = useTranslation();
  const { entry, connection } = useScope();
  const [last, setLast] = useSetting('exportFormat');
  const { save, dialog } = useSaveExport();
  const [packing, setPacking] = useState(false);
  const packEntry = {
    id: 'pack',
    label: t('packs.export'),
    icon: <Package aria-hidden />,
    act: () => setPacking(true),
  };
  const run = (format: ExportFormat) => {
    setLast(format);
    return save(exportFile(format, entry.data.slug), async () =>
      exportWorkshop(format, await readExportSource(connection.database, entry), {
        hub: entry.hub.fingerprint,
        at: hubTime(connection.clock.get(), Date.now()),
      }),
    );
  };
  const ordered =
    last === null ? exportFormats : [last, ...exportFormats.filter((format) => format !== last)];
  return (
    <>
      <Menu
        label={t('exports.formats')}
        entries={[
          ...ordered.map((format) => ({
            id: format,
            label: t(`exports.format.${format}`),
            ...(format === last ? { icon: <Check aria-hidden /> } : {}),
            act: () => run(format),
          })),
          packEntry,
        ]}
      >
        <Button {...(small ? { small } : {})} icon={<Download aria-hidden />}>
          {t('exports.export')}
          <ChevronDown aria-hidden />
        </Button>
      </Menu>
      {dialog}
      {packing ? <ExportPackDialog workshop={entry} onClose={() => setPacking(false)} /> : null}
    </>
  );
}
