using ChargePoints;
using Csms;
using Ocpp;
using Server.Scenarios;
using Simulation;
using Simulation.Transport;

namespace Server.Simulate;

/// <summary>The embedded central system in virtual time, with a trace of what goes over the wire.</summary>
internal sealed class InMemoryCentral : IInMemoryCsms
{
    private readonly VirtualTimeLoop _time;
    private readonly SimulationFiles _files;
    private readonly CentralSystem _central = new(new CentralSystemOptions());
    private readonly Dictionary<long, CsmsSession> _sessions = [];

    public InMemoryCentral(VirtualTimeLoop time, SimulationFiles files)
    {
        (_time, _files) = (time, files);
        _central.SessionChanged = session => _sessions[session.Number] = session;
        _central.DueChanged = () => _time.Schedule(_central.NextDue, () => _central.Expire(_time.Now));
    }

    /// <summary>Frames in both directions.</summary>
    public long Messages { get; private set; }

    /// <summary>All sessions, by charger and time.</summary>
    public IReadOnlyList<CsmsSession> Sessions =>
        [
            .. _sessions
                .Values.OrderBy(session => session.ChargePointId, StringComparer.Ordinal)
                .ThenBy(session => session.StartedAt)
                .ThenBy(session => session.Number),
        ];

    public InMemoryAnswer Connect(
        LinkRequest request,
        Instant now,
        Action<ReadOnlyMemory<byte>> send,
        Action<string> close
    )
    {
        var identity = request.Identity;
        var connection = _central.Connect(identity, now, frame => Send(identity, frame, send), close, out var refusal);
        return connection is null
            ? new InMemoryAnswer(null, $"The CSMS refused: {refusal}")
            : new InMemoryAnswer(new Connection(this, identity, connection), null);
    }

    /// <summary>Calls a charger; null when the call is on its way.</summary>
    public Refusal? Call(string chargerId, string action, string payload) =>
        CsmsCallAct.Send(_central, chargerId, action, payload, _time.Now);

    /// <summary>Writes the table of sessions and gives how many there are.</summary>
    public int WriteSessions()
    {
        var sessions = Sessions;
        _files.Add(sessions);
        return sessions.Count;
    }

    private void Send(string identity, ReadOnlyMemory<byte> frame, Action<ReadOnlyMemory<byte>> send)
    {
        Note(identity, "in"u8, frame);
        send(frame);
    }

    private void Note(string identity, ReadOnlySpan<byte> direction, ReadOnlyMemory<byte> frame)
    {
        Messages++;
        _files.AddFrame(_time.Now, identity, direction, frame.Span);
    }

    private sealed class Connection(InMemoryCentral csms, string identity, CsmsConnection inner) : IInMemoryConnection
    {
        public void Receive(ReadOnlyMemory<byte> utf8, Instant now)
        {
            csms.Note(identity, "out"u8, utf8);
            inner.Receive(utf8, now);
        }

        public void Disconnected(Instant now) => inner.Disconnected(now);
    }
}
