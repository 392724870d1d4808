import { ApiError } from './problem';

export interface Sent {
  status: number;
  body: unknown;
}

/** Sends a file as it is, and tells which share of it is gone; `fetch` could not. */
export function sendFile(
  address: string,
  file: Blob,
  type: string,
  onSent: (share: number) => void,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Content-Type', type);
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(ApiError.unreachable());
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
