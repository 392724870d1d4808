import css from '../csms.module.css';
import { Addresses } from './Addresses';
import { Authorities } from './Authorities';
import { FileList } from './FileList';
import { LearntSecurity } from './LearntSecurity';

/** What secured connections and firmware need: files, certificates, addresses, and what the CSMS has learnt of whom. */
export const FilesTab = () => (
  <div className={css.pad}>
    <Addresses />
    <FileList />
    <Authorities />
    <LearntSecurity />
  </div>
);
