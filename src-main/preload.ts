import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels, type Bridge } from '../src-shared/ipc/envelope.ts';

const bridge: Bridge = {
  request: (route, input) => ipcRenderer.invoke(channels.request, { route, input }),
  onEvent: (callback) => {
    const listener = (_event: unknown, name: string, payload: unknown): void => callback(name, payload);
    ipcRenderer.on(channels.event, listener);
    return () => ipcRenderer.off(channels.event, listener);
  },
  handlesOf: (files) =>
    ipcRenderer.invoke(
      channels.files,
      files.map((file) => webUtils.getPathForFile(file)),
    ),
};

contextBridge.exposeInMainWorld('fabula', bridge);
