import { FileUp } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Text } from 'react-aria-components/Text';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { TextField } from '../../design/TextField.tsx';
import { filesDropped, namesInFolder, readFiles } from './droppedFiles.ts';
import styles from './ImportPage.module.css';
import type { ImportActs } from './useImport.ts';

/** Three ways to a source: drop, choose, or give an address. */
export function ChooseSource({ acts }: { readonly acts: ImportActs }) {
  const { t } = useTranslation();
  const chosen = (list: FileList | null, isFolder: boolean) => {
    const files = [...(list ?? [])];
    const [first] = files;
    if (!first) return;
    const source = isFolder ? (first.webkitRelativePath.split('/')[0] ?? first.name) : first.name;
    const named = isFolder ? namesInFolder(files) : files.map((file) => ({ name: file.name, file }));
    acts.readFiles(source, () => readFiles(named));
  };
  return (
    <section className={styles.choose}>
      <DropZone
        className={styles.drop ?? ''}
        data-testid="import-drop"
        onDrop={({ items }) => {
          const [first] = items;
          const source = first && first.kind !== 'text' ? first.name : '';
          acts.readFiles(source, async () => readFiles(await filesDropped(items)));
        }}
      >
        <FileUp aria-hidden />
        <Text slot="label" className={styles.dropLabel ?? ''}>
          {t('imports.drop')}
        </Text>
        <p>{t('imports.dropText')}</p>
        <div className={styles.dropActs}>
          <FileTrigger allowsMultiple onSelect={(list) => chosen(list, false)}>
            <Button variant="primary">{t('imports.chooseFile')}</Button>
          </FileTrigger>
          <FileTrigger acceptDirectory onSelect={(list) => chosen(list, true)}>
            <Button>{t('imports.chooseFolder')}</Button>
          </FileTrigger>
        </div>
      </DropZone>
      <AddressForm onFetch={acts.fetchAddress} />
    </section>
  );
}

function AddressForm({ onFetch }: { readonly onFetch: (address: string) => void }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  const usable = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (usable) onFetch(address);
  };
  return (
    <form className={styles.address} onSubmit={submit}>
      <TextField
        label={t('imports.address')}
        hint={t('imports.addressHint')}
        type="url"
        value={address}
        onChange={(text) => setAddress(text.trim())}
        placeholder="https://"
      />
      <Button type="submit" isDisabled={!usable}>
        {t('imports.fetch')}
      </Button>
    </form>
  );
}
