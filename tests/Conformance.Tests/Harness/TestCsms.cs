using System.Text;
using System.Text.Json.Nodes;
using ChargePoints;
using Ocpp;
using Ocpp.Rpc;
using Simulation;
using Simulation.Transport;
using TestKit;

namespace Conformance.Tests.Harness;

/// <summary>
/// The scripted CSMS at the other end of an in-memory network. It sees frames only, answers them as scripted, and holds each against
/// <see cref="WireRules"/> and the status table (OCPP 1.6 §4.9).
/// </summary>
internal sealed class TestCsms(VirtualTimeLoop time) : IInMemoryCsms
{
    private readonly WireRules _rules = new();
    private readonly List<SentFrame> _received = [];
    private readonly Dictionary<int, string> _statuses = [];
    private Connection? _connection;
    private int _connections;
    private int _calls;

    /// <summary>What it answers.</summary>
    public ScriptedCsms Script { get; } = new();

    /// <summary>Every frame received, in order.</summary>
    public IReadOnlyList<SentFrame> Received => _received;

    /// <summary>How each attempt to connect was made, refused ones included.</summary>
    public List<LinkRequest> Attempts { get; } = [];

    /// <summary>False: nobody gets a connection.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>Looks at an attempt to connect: why it is refused, or null to let it in. Null for letting in everybody.</summary>
    public Func<LinkRequest, InMemoryAnswer?>? Admission { get; set; }

    /// <summary>Seconds that the charge point waits for answers.</summary>
    public int MessageTimeoutSeconds { get; set; } = 30;

    /// <summary>True while a charge point is connected.</summary>
    public bool IsConnected => _connection is not null;

    /// <inheritdoc/>
    public InMemoryAnswer Connect(
        LinkRequest request,
        Instant now,
        Action<ReadOnlyMemory<byte>> send,
        Action<string> close
    )
    {
        Attempts.Add(request);
        if (!Reachable)
        {
            return new InMemoryAnswer(null, "The CSMS cannot be reached.");
        }
        if (Admission?.Invoke(request) is { } refused)
        {
            return refused;
        }
        _rules.LinkLost();
        _statuses.Clear();
        _connection = new Connection(this, ++_connections, send, close);
        return new InMemoryAnswer(_connection, null);
    }

    /// <summary>The connection breaks.</summary>
    public void Break()
    {
        Connection? connection = _connection;
        Lost();
        connection?.Close("broken");
    }

    /// <summary>Calls the charge point.</summary>
    /// <returns>The message id.</returns>
    public string Call(string action, object payload)
    {
        string id = $"csms-{++_calls}";
        string frame = $"[2,\"{id}\",\"{action}\",{Reply.ToJson(payload).ToJsonString()}]";
        _rules.CalledByCsms(id, action, frame);
        Connection connection = _connection ?? throw new InvalidOperationException("No charge point is connected.");
        connection.Send(frame);
        return id;
    }

    private void Receive(ReadOnlyMemory<byte> utf8, Connection connection)
    {
        SentFrame frame = Check(utf8) with { Connection = connection.Number };
        _received.Add(frame);
        if (frame.Calls("StatusNotification"))
        {
            CheckStatus(frame);
        }
        if (frame.Type == MessageType.Call)
        {
            Reply reply = Script.Answer(frame, time.Now);
            time.Schedule(time.Now + Script.Latency, () => Deliver(frame, reply, connection));
        }
    }

    private SentFrame Check(ReadOnlyMemory<byte> utf8)
    {
        FrameReader.TryRead(utf8, out Frame read, out string problem).ShouldBeTrue(problem);
        // One more while it is pending changes nothing before it is answered.
        if (read is { Type: MessageType.Call, Action: "BootNotification" } && _rules.Registration != "Pending")
        {
            _rules.Booted();
            _statuses.Clear();
        }
        string action =
            read.Type == MessageType.Call ? read.Action
            : _rules.OpenCall(read.MessageId) is { } open ? open
            : throw new InvalidOperationException($"It answers no open call: {Encoding.UTF8.GetString(utf8.Span)}");
        _rules.TimeIs(time.Now, TimeSpan.FromSeconds(MessageTimeoutSeconds));
        // Whether it was saved before it was sent cannot be seen on the wire; the charge point's own tests do.
        return _rules.Check(new SendFrame(utf8, read.Type, action, read.MessageId, AfterSave: true), time.Now);
    }

    private void CheckStatus(SentFrame frame)
    {
        int connector = frame.Number("connectorId")!.Value;
        string status = frame.Text("status")!;
        bool allowed =
            connector == 0
                ? status is "Available" or "Unavailable" or "Faulted"
                : !_statuses.TryGetValue(connector, out string? before) || SessionRules.IsAllowed(before, status);
        allowed.ShouldBeTrue($"from {_statuses.GetValueOrDefault(connector)}: {frame}");
        _statuses[connector] = status;
    }

    private void Deliver(SentFrame call, Reply reply, Connection connection)
    {
        if (connection == _connection && reply.ToFrame(call.MessageId) is { } frame)
        {
            _rules.AnsweredByCsms(call, reply);
            connection.Send(frame);
        }
    }

    private void Lost()
    {
        _connection = null;
        _rules.LinkLost();
    }

    private sealed class Connection(TestCsms csms, int number, Action<ReadOnlyMemory<byte>> send, Action<string> close)
        : IInMemoryConnection
    {
        public int Number => number;

        public void Send(string frame) => send(Encoding.UTF8.GetBytes(frame));

        public void Close(string reason) => close(reason);

        public void Receive(ReadOnlyMemory<byte> utf8, Instant now) => csms.Receive(utf8, this);

        public void Disconnected(Instant now)
        {
            if (csms._connection == this)
            {
                csms.Lost();
            }
        }
    }
}
