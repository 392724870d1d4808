import { ActionIcon, Button } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { isObject } from '../../lib/json';
import { type CallSchema, isScalar, type Payload, templateOf, withField } from './callSchema';
import css from './csms.module.css';
import { EmbeddedRoot } from './EmbeddedRoot';
import { ScalarField } from './ScalarField';

/** What to enter where only the charge point or a key can tell: for the fields that begin empty. */
const hints: Record<string, string> = {
  certificate: '-----BEGIN CERTIFICATE-----',
  certificateChain: '-----BEGIN CERTIFICATE----- of the charge point, then its issuers',
  signingCertificate: '-----BEGIN CERTIFICATE----- of the manufacturer that signed the file',
  signature: 'base64, of the file',
};

interface FieldsProps {
  schema: CallSchema;
  payload: Payload;
  /** Messages by path: `csChargingProfiles.stackLevel`. */
  errors: Record<string, string>;
  path?: string;
  onChange: (payload: Payload) => void;
}

/** Inputs for the members of an object: required ones first, then what has members of its own. */
export function CallFields({ schema, payload, errors, path = '', onChange }: FieldsProps) {
  const required = new Set(schema.required ?? []);
  const rank = ([name, field]: [string, CallSchema]) =>
    (isScalar(field) ? 0 : 2) + (required.has(name) ? 0 : 1);
  const fields = Object.entries(schema.properties ?? {}).sort((a, b) => rank(a) - rank(b));
  if (fields.length === 0) return <p className="dim">This call has no fields.</p>;
  return (
    <div className={css.fields}>
      {fields.map(([name, field]) => (
        <Field
          key={name}
          name={name}
          path={path ? `${path}.${name}` : name}
          schema={field}
          required={required.has(name)}
          value={payload[name]}
          kind={payload.certificateType}
          errors={errors}
          onChange={(value) => onChange(withField(payload, name, value))}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  name: string;
  path: string;
  schema: CallSchema;
  required: boolean;
  value: unknown;
  /** The certificateType of the object that it is in, which a certificate is of. */
  kind: unknown;
  errors: Record<string, string>;
  onChange: (value: unknown) => void;
}

function Field(props: FieldProps) {
  const { name, path, schema, required, value, errors, onChange } = props;
  if (isScalar(schema))
    return (
      <>
        <ScalarField
          label={name}
          hint={hints[name]}
          required={required}
          error={errors[path]}
          schema={schema}
          value={value}
          onChange={onChange}
        />
        {name === 'certificate' && <EmbeddedRoot kind={props.kind} onFetched={onChange} />}
      </>
    );
  if (value === undefined)
    return (
      <div className={css.wide}>
        <AddButton onClick={() => onChange(templateOf(schema))}>{name}</AddButton>
        <Problem text={errors[path]} />
      </div>
    );
  return (
    <fieldset className={css.nested}>
      <legend>
        {name}
        {!required && <RemoveButton of={name} onClick={() => onChange(undefined)} />}
      </legend>
      {schema.type === 'array' ? <Items {...props} /> : <Members {...props} />}
      <Problem text={errors[path]} />
    </fieldset>
  );
}

function Members({ path, schema, value, errors, onChange }: FieldProps) {
  if (!isObject(value)) return <Misfit what="an object" />;
  return <CallFields schema={schema} payload={value} errors={errors} path={path} onChange={onChange} />;
}

function Items({ name, path, schema, value, errors, onChange }: FieldProps) {
  const { items } = schema;
  if (!Array.isArray(value) || !items) return <Misfit what="a list" />;
  const set = (index: number, next: unknown) =>
    onChange(value.map((each, at) => (at === index ? next : each)));
  return (
    <div className={css.items}>
      {value.map((each, index) => {
        const at = `${path}[${index}]`;
        const label = `${name} ${index + 1}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item has no identity but its place
          <div key={index} className={css.item} role="group" aria-label={label}>
            <div className={css.itemHead}>
              <span className="dim tnum">{index + 1}</span>
              <RemoveButton
                of={label}
                onClick={() => onChange(value.filter((_, place) => place !== index))}
              />
            </div>
            {isScalar(items) ? (
              <ScalarField
                label={label}
                required
                error={errors[at]}
                schema={items}
                value={each}
                onChange={(next) => set(index, next ?? '')}
              />
            ) : isObject(each) ? (
              <CallFields
                schema={items}
                payload={each}
                errors={errors}
                path={at}
                onChange={(next) => set(index, next)}
              />
            ) : (
              <Misfit what="an object" />
            )}
            <Problem text={isScalar(items) ? undefined : errors[at]} />
          </div>
        );
      })}
      <AddButton onClick={() => onChange([...value, templateOf(items)])}>to {name}</AddButton>
    </div>
  );
}

const Misfit = ({ what }: { what: string }) => (
  <p className="dim">This is not {what}: it can be edited as JSON.</p>
);

const Problem = ({ text }: { text: string | undefined }) =>
  text ? <p className={css.problem}>{text}</p> : null;

function AddButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button leftSection={<Plus size={12} />} onClick={onClick}>
      Add {children}
    </Button>
  );
}

function RemoveButton({ of, onClick }: { of: string; onClick: () => void }) {
  return (
    <ActionIcon size={22} aria-label={`Remove ${of}`} onClick={onClick}>
      <X size={13} />
    </ActionIcon>
  );
}
