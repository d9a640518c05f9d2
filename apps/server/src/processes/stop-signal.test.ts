import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stopSignal, stopSignalOfChild } from './stop-signal.ts';

describe('stopSignal', () => {
  function setUp() {
    const state = { now: 0, impatient: 0 };
    const signals = new EventEmitter();
    const impatient = () => {
      state.impatient += 1;
    };
    return { state, signals, signal: stopSignal(signals, impatient, () => state.now).signal };
  }

  it.each(['SIGTERM', 'SIGINT'])('fires at %s', (name) => {
    const { signals, signal } = setUp();
    expect(signal.aborted).toBe(false);
    signals.emit(name);
    expect(signal.aborted).toBe(true);
  });

  it('takes a signal that arrives twice at the same moment for one', () => {
    const { state, signals } = setUp();
    signals.emit('SIGINT');
    state.now = 50;
    signals.emit('SIGINT');
    expect(state.impatient).toBe(0);
  });

  it('is impatient at a second signal', () => {
    const { state, signals } = setUp();
    signals.emit('SIGTERM');
    state.now = 1_000;
    signals.emit('SIGTERM');
    expect(state.impatient).toBe(1);
  });
});

describe('stopSignalOfChild', () => {
  it.each(['SIGTERM', 'SIGINT', 'disconnect'])('fires at %s, and again is no more', (name) => {
    const signals = new EventEmitter();
    const signal = stopSignalOfChild(signals);
    expect(signal.aborted).toBe(false);
    signals.emit(name);
    expect(signal.aborted).toBe(true);
    signals.emit('SIGTERM');
    expect(signal.aborted).toBe(true);
  });
});
