using System.Text.Json.Nodes;
using ChargePoints;
using Ocpp;
using Ocpp.Rpc;
using Simulation;
using Simulation.Chaos;
using Simulation.Transfers;
using Simulation.Transport;
using TestKit;

namespace Conformance.Tests.Harness;

/// <summary>
/// The test system and the system under test: one charge point in the Simulation, in virtual time, with a scripted CSMS at the other end
/// of an in-memory network. The test reads frames in the order in which they were received, each once.
/// </summary>
internal sealed class TestSystem : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    // Come by themselves at any time, and are looked at by the tests that are about them.
    private static readonly string[] Background = ["Heartbeat", "MeterValues", "SecurityEventNotification"];

    private readonly VirtualTimeLoop _time = new(ChargePointBench.Start);
    private readonly Fleet _fleet;
    private readonly SimulatedCharger _charger;
    private int _read;

    /// <summary>A charge point, switched off.</summary>
    public TestSystem(
        ChargePointSettings? settings = null,
        params ReadOnlySpan<(string Key, string Value)> configuration
    )
    {
        settings ??= ChargePointBench.OneSocket;
        var keys = new Dictionary<string, string>(settings.Configuration);
        foreach ((string key, string value) in configuration)
        {
            keys[key] = value;
        }
        Csms = new TestCsms(_time);
        Files = new InMemoryTransfers(_time, TimeSpan.FromSeconds(5));
        _fleet = new Fleet(
            new FleetOptions
            {
                VirtualTime = _time,
                Links = new InMemoryNetwork(_time, Csms, TimeSpan.Zero),
                Transfers = Files,
                Loops = 1,
            },
            new NullStore()
        );
        _charger = _fleet.Add(
            new ChargerDefinition
            {
                ChargePoint = settings with { Configuration = keys },
                Link = new LinkSettings { CsmsUrl = new Uri("ws://csms.example/ocpp") },
            },
            null
        );
    }

    /// <summary>The other end of the wire.</summary>
    public TestCsms Csms { get; }

    /// <summary>The file servers.</summary>
    public InMemoryTransfers Files { get; }

    /// <summary>What the CSMS answers.</summary>
    public ScriptedCsms Script => Csms.Script;

    /// <summary>The present.</summary>
    public Instant Now => _time.Now;

    /// <summary>A charge point that has booted, is accepted and idle; the frames until then are read.</summary>
    public static TestSystem Booted(
        ChargePointSettings? settings = null,
        params ReadOnlySpan<(string Key, string Value)> configuration
    )
    {
        var test = new TestSystem(settings, configuration);
        test.PowerOn();
        test.Wait(1);
        test.ReadAll();
        return test;
    }

    // ---- what the test system expects of the charge point

    /// <summary>The next call is that one, with these fields; a field that is null must be absent.</summary>
    /// <returns>The call.</returns>
    public SentFrame Expect(string action, object? fields = null, double withinSeconds = 5)
    {
        SentFrame? found = null;
        _time.RunUntil(() => (found = Next(action)) is not null, TimeSpan.FromSeconds(withinSeconds));
        found.ShouldNotBeNull($"{action} did not come within {withinSeconds} s. {Trace()}");
        found.Action.ShouldBe(action, $"{found} came instead of {action}. {Trace()}");
        Fields.Mismatch(found, fields).ShouldBeNull(Trace());
        _read = IndexOf(found) + 1;
        return found;
    }

    /// <summary>StatusNotification is next.</summary>
    public SentFrame ExpectStatus(
        int connectorId,
        string status,
        string errorCode = "NoError",
        string? info = null,
        double withinSeconds = 5
    ) =>
        info is null
            ? Expect(
                "StatusNotification",
                new
                {
                    connectorId,
                    status,
                    errorCode,
                },
                withinSeconds
            )
            : Expect(
                "StatusNotification",
                new
                {
                    connectorId,
                    status,
                    errorCode,
                    info,
                },
                withinSeconds
            );

    /// <summary>These come next, in any order: the specification leaves it open.</summary>
    /// <returns>The calls, in the order of the arguments.</returns>
    public SentFrame[] ExpectInAnyOrder(params (string Action, object? Fields)[] expected)
    {
        var found = new SentFrame[expected.Length];
        for (int n = 0; n < expected.Length; n++)
        {
            int open = Array.IndexOf(found, null);
            _time.RunUntil(() => Next(expected[open].Action) is not null, TimeSpan.FromSeconds(5));
            SentFrame? next = Next(expected[open].Action);
            int match = Enumerable
                .Range(0, expected.Length)
                .FirstOrDefault(i => found[i] is null && next is not null && Fits(next, expected[i]), open);
            found[match] = Expect(expected[match].Action, expected[match].Fields);
        }
        return found;
    }

    /// <summary>For so long no call comes but those that come by themselves, and none of <paramref name="actions"/> either.</summary>
    public void ExpectSilence(double seconds, params ReadOnlySpan<string> actions)
    {
        Wait(seconds);
        string[] named = actions.ToArray();
        Csms.Received.Skip(_read)
            .FirstOrDefault(frame =>
                IsCall(frame) && (named.Contains(frame.Action) || !Background.Contains(frame.Action))
            )
            .ShouldBeNull(Trace());
    }

    /// <summary>The calls of an action that have not been read, in order.</summary>
    public IReadOnlyList<SentFrame> Unread(string action) =>
        [.. Csms.Received.Skip(_read).Where(frame => frame.Calls(action))];

    /// <summary>Looks at no frame received so far.</summary>
    public void ReadAll() => _read = Csms.Received.Count;

    // ---- what the CSMS does

    /// <summary>The CSMS calls, and the charge point answers.</summary>
    public SentFrame Send(string action, object payload)
    {
        string id = Csms.Call(action, payload);
        SentFrame? answer = null;
        _time.RunUntil(
            () => (answer = Csms.Received.FirstOrDefault(frame => !IsCall(frame) && frame.MessageId == id)) is not null,
            Patience
        );
        answer.ShouldNotBeNull($"{action} was not answered. {Trace()}");
        return answer;
    }

    /// <summary>The CSMS calls, and the answer is a result with that status.</summary>
    public SentFrame Send(string action, object payload, string status)
    {
        SentFrame answer = Send(action, payload);
        answer.Type.ShouldBe(MessageType.CallResult, $"{answer}");
        answer.Text("status").ShouldBe(status, $"{answer}");
        return answer;
    }

    /// <summary>Sets a key over the wire.</summary>
    public void Configure(string key, string value) => Send("ChangeConfiguration", new { key, value }, "Accepted");

    /// <summary>The connection breaks, and the CSMS cannot be reached until <see cref="GoOnline"/>.</summary>
    public void GoOffline()
    {
        Csms.Reachable = false;
        Csms.Break();
        Wait(0);
    }

    /// <summary>The CSMS can be reached again, and the charge point finds out.</summary>
    public void GoOnline()
    {
        Csms.Reachable = true;
        UntilConnected();
    }

    /// <summary>Time passes until the charge point is connected, at most 10 minutes.</summary>
    public void UntilConnected() =>
        _time.RunUntil(() => Csms.IsConnected, TimeSpan.FromMinutes(10)).ShouldBeTrue("It did not connect.");

    // ---- what people and the world do at the charge point

    /// <summary>It is switched on.</summary>
    public void PowerOn() => _charger.Start();

    /// <summary>A car is plugged in.</summary>
    public void PlugIn(int connectorId = 1) => Do(new PlugIn(connectorId, null));

    /// <summary>A card is held to the reader.</summary>
    public void Present(string idTag, int connectorId = 1) => Do(new PresentTag(connectorId, idTag));

    /// <summary>The cable is pulled at the socket.</summary>
    public void Unplug(int connectorId = 1) => Do(new Unplug(connectorId, UnplugSide.Evse));

    /// <summary>The cable is pulled at the car.</summary>
    public void UnplugAtCar(int connectorId = 1) => Do(new Unplug(connectorId, UnplugSide.Ev));

    /// <summary>The power fails until <see cref="LiftChaos"/>.</summary>
    public void CutPower() => Inject(new PowerLoss());

    /// <summary>A disturbance, until <see cref="LiftChaos"/>.</summary>
    public void Inject(ChaosSettings chaos)
    {
        ChaosOutcome outcome = _time.Await(_charger.InjectAsync(chaos with { Duration = TimeSpan.Zero }), Patience);
        outcome.Refusal.ShouldBeNull();
    }

    /// <summary>All disturbances end.</summary>
    public void LiftChaos() => _time.Await(_charger.LiftAllAsync(), Patience);

    /// <summary>Something happens that must not be refused.</summary>
    public void Do(ChargePointInput input) => TryDo(input).ShouldBeNull();

    /// <summary>Something happens.</summary>
    /// <returns>Why it was refused; null when it was taken.</returns>
    public Refusal? TryDo(ChargePointInput input) => _time.Await(_charger.PostAsync(input), Patience).Refusal;

    /// <summary>Time passes.</summary>
    public void Wait(double seconds)
    {
        _charger.Failure.ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _charger.Failure.ShouldBeNull();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Task disposed = _fleet.DisposeAsync().AsTask();
        _time.RunUntil(() => disposed.IsCompleted, TimeSpan.FromMinutes(1));
    }

    private static bool IsCall(SentFrame frame) => frame.Type == MessageType.Call;

    private static bool Fits(SentFrame frame, (string Action, object? Fields) expected) =>
        frame.Action == expected.Action && Fields.Mismatch(frame, expected.Fields) is null;

    private SentFrame? Next(string action) =>
        Csms
            .Received.Skip(_read)
            .FirstOrDefault(frame => IsCall(frame) && (frame.Action == action || !Background.Contains(frame.Action)));

    private int IndexOf(SentFrame frame)
    {
        int index = _read;
        while (!ReferenceEquals(Csms.Received[index], frame))
        {
            index++;
        }
        return index;
    }

    private string Trace() =>
        $"Received:\n{string.Join('\n', Csms.Received.Select((frame, i) => $"{(i < _read ? ' ' : '>')} {frame}"))}";
}
