using System.Text;
using ChargePoints;
using Csms;
using Ocpp;
using Ocpp.V16;
using Simulation.Transport;

namespace Simulation.Tests.Fleet;

/// <summary>The embedded CSMS on an in-memory network, with a trace of what went over the wire.</summary>
internal sealed class VirtualCsms : IInMemoryCsms
{
    public CentralSystem Central { get; } = new(new CentralSystemOptions { MaxClosedSessions = 1000 });

    /// <summary>What went over the wire: instant, direction, identity, frame.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>Attempts to connect: instant and identity.</summary>
    public List<(Instant At, string Identity)> Attempts { get; } = [];

    /// <summary>Why it refuses connections; null when it takes them.</summary>
    public string? Refusal { get; set; }

    /// <summary>Why it refuses a connection, by what it asks for; null for none.</summary>
    public Func<LinkRequest, string?>? Refuses { get; set; }

    /// <summary>True: closes each connection as soon as it is made.</summary>
    public bool Drops { get; set; }

    /// <summary>Frames to charge points are lost while true.</summary>
    public bool Mute { get; set; }

    private readonly Dictionary<string, Action<ReadOnlyMemory<byte>>> _senders = [];

    public InMemoryAnswer Connect(
        LinkRequest request,
        Instant now,
        Action<ReadOnlyMemory<byte>> send,
        Action<string> close
    )
    {
        Attempts.Add((now, request.Identity));
        if ((Refuses?.Invoke(request) ?? Refusal) is { } refusal)
        {
            var kind = refusal.Contains("401") ? LinkFailureKind.NotAuthenticated : LinkFailureKind.Refused;
            return new InMemoryAnswer(null, refusal, kind);
        }
        var connection = new Connection(this, request.Identity);
        _senders[request.Identity] = send;
        connection.Inner = Central.Connect(
            request.Identity,
            now,
            frame =>
            {
                Trace.Add($"{connection.Now} {request.Identity} < {Encoding.UTF8.GetString(frame.Span)}");
                if (!Mute)
                {
                    send(frame);
                }
            },
            close,
            out _
        );
        if (Drops)
        {
            close("go away");
        }
        return new InMemoryAnswer(connection, null);
    }

    /// <summary>Sends a frame as it is, whatever the central system knows of it.</summary>
    public void Say(string identity, string frame) => _senders[identity](Encoding.UTF8.GetBytes(frame));

    /// <summary>The frames of a charge point that call an action.</summary>
    public IEnumerable<string> Calls(string action) => Trace.Where(line => line.Contains($"\"{action}\""));

    public Task<CallOutcome> CallAsync(string identity, OcppAction action, string payload, Instant now) =>
        Central.FindConnection(identity)!.CallAsync(action, Encoding.UTF8.GetBytes(payload), now);

    private sealed class Connection(VirtualCsms csms, string identity) : IInMemoryConnection
    {
        public CsmsConnection? Inner { get; set; }

        public Instant Now { get; private set; }

        public void Receive(ReadOnlyMemory<byte> utf8, Instant now)
        {
            Now = now;
            csms.Trace.Add($"{now} {identity} > {Encoding.UTF8.GetString(utf8.Span)}");
            Inner!.Receive(utf8, now);
        }

        public void Disconnected(Instant now)
        {
            csms._senders.Remove(identity);
            Inner?.Disconnected(now);
        }
    }
}
