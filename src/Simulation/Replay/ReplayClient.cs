using System.Buffers;
using System.Threading.Channels;
using Ocpp;
using Simulation.Transport;

namespace Simulation.Replay;

/// <summary>How a replay ended.</summary>
/// <param name="Result">What it has shown; null when there was no connection.</param>
/// <param name="Closed">Why the connection was not made, or ended before the replay did; null when it did not.</param>
/// <param name="Interrupted">True when it was told to stop.</param>
public sealed record ReplayEnd(ReplayResult? Result, string? Closed, bool Interrupted);

/// <summary>Replays over a WebSocket, in real time.</summary>
public sealed class ReplayClient : ILinkListener
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly SimulationClock _clock = new();

    // Bounded by the link, which waits until its frames are dealt with.
    private readonly Channel<Happening> _happenings = Channel.CreateUnbounded<Happening>();
    private Task<bool>? _wait;
    private ReplaySession? _session;
    private string? _closed;

    private ReplayClient() { }

    private readonly record struct Happening(byte[]? Frame = null, string? Closed = null);

    /// <summary>Connects once and replays; a connection that is lost is not made again.</summary>
    /// <param name="request">As whom, where to, and how.</param>
    /// <param name="plan">What to send.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Stops it, with what it has shown so far.</param>
    public static Task<ReplayEnd> RunAsync(
        LinkRequest request,
        ReplayPlan plan,
        ReplayOptions options,
        CancellationToken cancel
    ) => new ReplayClient().ReplayAsync(request, plan, options, cancel);

    void ILinkListener.Opened(ILink link) => _happenings.Writer.TryWrite(default);

    void ILinkListener.FrameArrived(ILink link, byte[] rented, int length)
    {
        var frame = rented.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(rented);
        _happenings.Writer.TryWrite(new(Frame: frame));
    }

    void ILinkListener.Ignored(ILink link, string detail) { }

    void ILinkListener.Closed(ILink link, string reason, ChargePoints.LinkFailureKind kind) =>
        _happenings.Writer.TryWrite(new(Closed: reason));

    private async Task<ReplayEnd> ReplayAsync(
        LinkRequest request,
        ReplayPlan plan,
        ReplayOptions options,
        CancellationToken cancel
    )
    {
        var link = new WebSocketLinkFactory(() => _clock.Now).Open(request, this);
        var giveUpAt = _clock.Now + ConnectLimit;
        var interrupted = false;
        try
        {
            while (_closed is null && _session?.IsDone(_clock.Now) != true)
            {
                if (_session is null && _clock.Now >= giveUpAt)
                {
                    _closed = $"There was no connection within {ConnectLimit.TotalSeconds} s.";
                    break;
                }
                while (_session?.Step(_clock.Now) is { } frame)
                {
                    link.Send(frame);
                }
                await WaitAsync((_session?.Due ?? giveUpAt) - _clock.Now, cancel);
                Hear(link, plan, options);
            }
        }
        catch (OperationCanceledException)
        {
            interrupted = true;
        }
        var end = new ReplayEnd(_session?.Result(), _closed, interrupted);
        await CloseAsync(link);
        return end;
    }

    private void Hear(ILink link, ReplayPlan plan, ReplayOptions options)
    {
        while (_happenings.Reader.TryRead(out var it))
        {
            if (it.Closed is not null)
            {
                _closed = it.Closed;
            }
            else if (it.Frame is null)
            {
                _session = new(plan, options, _clock.Now);
            }
            else
            {
                if (_session!.Receive(it.Frame, _clock.Now) is { } reply)
                {
                    link.Send(reply);
                }
                (link as ILinkFlow)?.Delivered();
            }
        }
    }

    // Until something happens, or the time is over.
    private async Task WaitAsync(TimeSpan longest, CancellationToken cancel)
    {
        var limit = TimeSpan.FromMilliseconds(
            Math.Clamp(Math.Ceiling(longest.TotalMilliseconds), 0, LongestWait.TotalMilliseconds)
        );
        _wait ??= _happenings.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        try
        {
            await _wait.WaitAsync(limit, cancel);
            _wait = null;
        }
        catch (TimeoutException)
        {
            // Something is due.
        }
    }

    private async Task CloseAsync(ILink link)
    {
        if (_session is not null && _closed is null)
        {
            link.Close("The replay is over.");
            var giveUpAt = _clock.Now + CloseLimit;
            while (_closed is null && _clock.Now < giveUpAt)
            {
                await WaitAsync(giveUpAt - _clock.Now, CancellationToken.None);
                while (_happenings.Reader.TryRead(out var it))
                {
                    _closed = it.Closed ?? _closed;
                    (link as ILinkFlow)?.Delivered();
                }
            }
        }
        link.Abort("The replay is over.");
    }
}
