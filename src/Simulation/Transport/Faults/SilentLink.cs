using ChargePoints;
using Ocpp;

namespace Simulation.Transport.Faults;

/// <summary>
/// A connection, or an attempt at one, on which nothing passes any more: what is sent is lost, and what arrives on the link below is not
/// heard, its end included. Only its owner can end it.
/// </summary>
internal sealed class SilentLink : ILink
{
    private readonly ILink? _inner;
    private readonly ILinkListener _listener;
    private bool _ended;

    /// <summary>Takes the place of <paramref name="inner"/>; null for an attempt that nobody answers.</summary>
    public SilentLink(ILink? inner, ILinkListener listener, Instant now)
    {
        (_inner, _listener) = (inner, listener);
        LastReceived = inner?.LastReceived ?? now;
        inner?.Mute();
    }

    public Instant LastReceived { get; }

    public string? ServerRoot => _inner?.ServerRoot;

    public void Send(ReadOnlySpan<byte> utf8) { }

    public void Ping() { }

    public void Close(string reason) { }

    public void Mute() { }

    public void Abort(string reason)
    {
        if (!_ended)
        {
            _ended = true;
            _inner?.Abort(reason);
            _listener.Closed(this, reason, LinkFailureKind.Unreachable);
        }
    }
}
