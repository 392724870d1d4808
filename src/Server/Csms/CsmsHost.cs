using System.Collections.Concurrent;
using System.Net.WebSockets;
using Csms;
using Server.Csms.Storage;

namespace Server.Csms;

/// <summary>
/// Keeps the central system running: its time-outs, its storage, its sockets. Register it before whatever connects to it
/// from within the process, so that it stops after that.
/// </summary>
internal sealed class CsmsHost : IHostedLifecycleService, IDisposable
{
    private readonly ConcurrentDictionary<CsmsSocket, bool> _sockets = new();
    private readonly CsmsStore _store;
    private readonly CsmsClock _clock;
    private readonly ITimer _due;
    private volatile bool _stopping;
    private volatile bool _suspended;

    public CsmsHost(CentralSystem central, CsmsStore store, CsmsClock clock, TimeProvider time)
    {
        (Central, _store, _clock) = (central, store, clock);
        _due = time.CreateTimer(_ => Expire(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Central.DueChanged = SetTimer;
    }

    public CentralSystem Central { get; }

    /// <summary>True while nobody is let in.</summary>
    public bool Closed => _stopping || _suspended;

    /// <summary>Closes all connections and lets nobody in until what is returned is disposed of.</summary>
    public IDisposable Suspend()
    {
        _suspended = true;
        CloseSockets("the central system takes up other data");
        return new Suspension(this);
    }

    /// <summary>Serves one charge point until its socket ends; false when the central system does not take it.</summary>
    public async Task ServeAsync(string chargePointId, WebSocket webSocket)
    {
        using var socket = new CsmsSocket(webSocket, _clock);
        _sockets[socket] = true;
        try
        {
            var connection = Closed
                ? null
                : Central.Connect(
                    chargePointId,
                    _clock.Now,
                    socket.Send,
                    reason => socket.Close(WebSocketCloseStatus.PolicyViolation, reason),
                    out _
                );
            if (connection is null)
            {
                socket.Close(
                    WebSocketCloseStatus.EndpointUnavailable,
                    "the central system is full, shutting down or taking up other data"
                );
            }
            await socket.ReceiveAsync(connection);
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _store.Start();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Before the web server stops, which would wait for the sockets.
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        CloseSockets("the central system is shutting down");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _store.Close();
        return Task.CompletedTask;
    }

    public void Dispose() => _due.Dispose();

    private void CloseSockets(string reason)
    {
        foreach (var (socket, _) in _sockets)
        {
            socket.Close(WebSocketCloseStatus.EndpointUnavailable, reason);
        }
    }

    private void Expire()
    {
        Central.Expire(_clock.Now);
        SetTimer();
    }

    private void SetTimer()
    {
        var wait = Central.NextDue - _clock.Now;
        _due.Change(
            wait < TimeSpan.Zero ? TimeSpan.Zero
                : wait > TimeSpan.FromDays(1) ? Timeout.InfiniteTimeSpan
                : wait,
            Timeout.InfiniteTimeSpan
        );
    }

    private sealed class Suspension(CsmsHost host) : IDisposable
    {
        public void Dispose() => host._suspended = false;
    }
}
