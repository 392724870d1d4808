using ChargePoints;
using Ocpp;

namespace Simulation.Transport;

/// <summary>A CSMS in the same process, for virtual time.</summary>
public interface IInMemoryCsms
{
    /// <summary>A charge point connects.</summary>
    /// <param name="request">Who, and with which key.</param>
    /// <param name="now">The present.</param>
    /// <param name="send">Sends a text frame to the charge point; the memory is free again on return.</param>
    /// <param name="close">Closes the connection, for the reason given.</param>
    InMemoryAnswer Connect(LinkRequest request, Instant now, Action<ReadOnlyMemory<byte>> send, Action<string> close);
}

/// <summary>What an in-memory CSMS says to a charge point that connects: a connection, or why not.</summary>
public readonly record struct InMemoryAnswer(
    IInMemoryConnection? Connection,
    string? Refusal,
    LinkFailureKind Kind = LinkFailureKind.Refused
);

/// <summary>A connection as the CSMS keeps it.</summary>
public interface IInMemoryConnection
{
    /// <summary>A text frame of the charge point; the memory is valid during the call.</summary>
    void Receive(ReadOnlyMemory<byte> utf8, Instant now);

    /// <summary>The charge point is gone.</summary>
    void Disconnected(Instant now);
}

/// <summary>A network in memory and in virtual time: each frame, and each handshake, takes the same time.</summary>
public sealed class InMemoryNetwork(VirtualTimeLoop time, IInMemoryCsms csms, TimeSpan latency) : ILinkFactory
{
    /// <summary>True: pings are lost, as on a socket whose other end is gone.</summary>
    public bool LosesPings { get; set; }

    /// <summary>True: a close is lost, and never answered.</summary>
    public bool LosesCloses { get; set; }

    /// <inheritdoc/>
    public ILink Open(LinkRequest request, ILinkListener listener)
    {
        var link = new Link(this, listener, time.Now);
        time.Schedule(time.Now + latency, () => link.Connect(request));
        return link;
    }

    private sealed class Link(InMemoryNetwork network, ILinkListener listener, Instant openedAt) : ILink
    {
        private IInMemoryConnection? _connection;
        private bool _ended;

        public Instant LastReceived { get; private set; } = openedAt;

        private VirtualTimeLoop Time => network.Time;

        public void Connect(LinkRequest request)
        {
            if (_ended)
            {
                return;
            }
            if (request.Security.Missing is { } missing)
            {
                End(missing, LinkFailureKind.Tls);
                return;
            }
            if (request.BreaksTls)
            {
                End("TLS: " + LinkRequest.BrokenTls, LinkFailureKind.Tls);
                return;
            }
            var answer = network.Csms.Connect(request, Time.Now, Deliver, EndedByPeer);
            if (answer.Connection is null)
            {
                End(answer.Refusal ?? "The CSMS refused.", answer.Kind);
                return;
            }
            _connection = answer.Connection;
            LastReceived = Time.Now;
            listener.Opened(this);
        }

        public void Send(ReadOnlySpan<byte> utf8)
        {
            var frame = utf8.ToArray();
            Later(() => _connection?.Receive(frame, Time.Now));
        }

        public void Ping()
        {
            if (!network.LosesPings)
            {
                Later(() => Later(() => LastReceived = Time.Now));
            }
        }

        public void Mute()
        {
            // Nothing is sent here without being asked for.
        }

        public void Close(string reason)
        {
            if (!network.LosesCloses)
            {
                Later(() =>
                {
                    Leave();
                    Later(() => End(reason));
                });
            }
        }

        public void Abort(string reason)
        {
            Leave();
            End(reason);
        }

        private void Deliver(ReadOnlyMemory<byte> utf8)
        {
            var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Math.Max(1, utf8.Length));
            utf8.CopyTo(buffer);
            var length = utf8.Length;
            Later(() =>
            {
                LastReceived = Time.Now;
                listener.FrameArrived(this, buffer, length);
            });
        }

        private void EndedByPeer(string reason)
        {
            _connection = null;
            Later(() => End($"The CSMS closed the connection: {reason}"));
        }

        private void Leave()
        {
            var connection = _connection;
            _connection = null;
            connection?.Disconnected(Time.Now);
        }

        private void End(string reason, LinkFailureKind kind = LinkFailureKind.Unreachable)
        {
            if (!_ended)
            {
                _ended = true;
                listener.Closed(this, reason, kind);
            }
        }

        private void Later(Action action) =>
            Time.Schedule(
                Time.Now + network.Latency,
                () =>
                {
                    if (!_ended)
                    {
                        action();
                    }
                }
            );
    }

    private VirtualTimeLoop Time => time;

    private IInMemoryCsms Csms => csms;

    private TimeSpan Latency => latency;
}
