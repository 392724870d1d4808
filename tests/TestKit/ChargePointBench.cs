using System.Text;
using System.Text.Json.Nodes;
using ChargePoints;
using Ocpp;
using Ocpp.Rpc;

namespace TestKit;

/// <summary>
/// One charge point on the bench, in virtual time: a scripted CSMS answers, time goes from due instant to due instant, and every
/// frame sent is held against <see cref="WireRules"/> and kept with its instant.
/// </summary>
public sealed partial class ChargePointBench
{
    /// <summary>When every bench begins.</summary>
    public static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));

    // A full queue goes out at once when nothing takes time: two steps a message.
    private const int MostStepsAtOnce = 10_000;
    private readonly Effects _effects = new();
    private readonly PriorityQueue<Action, (Instant, long)> _coming = new();
    private readonly List<SentFrame> _sent = [];
    private readonly List<EventOccurred> _events = [];
    private readonly WireRules _rules;
    private readonly Func<ChargePointSettings, DurableState?, Instant, ChargePoint> _make;
    private Instant _due = Instant.Never;
    private long _order;
    private int _link;
    private int _csmsCalls;
    private bool _wantsLink;
    private bool _reachable = true;

    /// <summary>A charge point, switched off.</summary>
    /// <param name="settings">What it is; one socket without.</param>
    /// <param name="start">When the bench begins.</param>
    /// <param name="failing">Makes a charge point some of whose calls fail; null for one as it is.</param>
    public ChargePointBench(
        ChargePointSettings? settings = null,
        Instant? start = null,
        Func<ChargePointSettings, DurableState?, Instant, ChargePoint>? failing = null
    )
    {
        Settings = settings ?? OneSocket;
        Now = start ?? Start;
        _rules = new() { Quirks = Settings.Quirks, MayFail = failing is not null };
        _make = failing ?? ((what, saved, now) => new ChargePoint(what, saved, now));
        ChargePoint = _make(Settings, null, Now);
    }

    /// <summary>One three-phase socket.</summary>
    public static ChargePointSettings OneSocket => new() { Id = "CP001", Evses = [new EvseSettings { Id = 1 }] };

    /// <summary>Two three-phase sockets.</summary>
    public static ChargePointSettings TwoSockets =>
        OneSocket with
        {
            Evses = [new EvseSettings { Id = 1 }, new EvseSettings { Id = 2 }],
        };

    /// <summary>One DC EVSE with a fixed cable.</summary>
    public static ChargePointSettings OneFixedCable =>
        OneSocket with
        {
            Evses =
            [
                new EvseSettings
                {
                    Id = 1,
                    CurrentType = CurrentType.DC,
                    MaxPowerW = 50_000,
                    VoltageV = 400,
                    ConnectorType = "CCS2",
                    Cable = CableKind.Fixed,
                },
            ],
        };

    /// <summary>What it is.</summary>
    public ChargePointSettings Settings { get; private set; }

    /// <summary>The charge point.</summary>
    public ChargePoint ChargePoint { get; private set; }

    /// <summary>The other side.</summary>
    public ScriptedCsms Csms { get; } = new();

    /// <summary>What a CSMS makes of an attempt to connect: null to let it in, else why it fails. Null for any attempt.</summary>
    public Func<LinkSecurity, LinkFailed?>? Admission { get; set; }

    /// <summary>How each connection was secured.</summary>
    public List<LinkSecurity> Connections { get; } = [];

    /// <summary>SHA-256 of the root that the CSMS's certificate leads to; null without TLS.</summary>
    public string? ServerRoot { get; set; }

    /// <summary>The files that it can fetch, and what becomes of those that it sends.</summary>
    public ScriptedTransfers Transfers { get; } = new();

    /// <summary>What would be found after a power cut.</summary>
    public SavedState Saved { get; } = new();

    /// <summary>The present.</summary>
    public Instant Now { get; private set; }

    /// <summary>Every frame sent since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<SentFrame> Sent => _sent;

    /// <summary>Every event since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<EventOccurred> Events => _events;

    /// <summary>True while the WebSocket is open.</summary>
    public bool LinkIsUp { get; private set; }

    /// <summary>True once an orderly power off has ended.</summary>
    public bool IsOff { get; private set; } = true;

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Called after each step.</summary>
    public Action? Stepped { get; set; }

    /// <summary>Switched on, booted, idle, and all frames until then forgotten.</summary>
    public static ChargePointBench Booted(
        ChargePointSettings? settings = null,
        params ReadOnlySpan<(string Key, string Value)> configuration
    )
    {
        var bench = new ChargePointBench(settings);
        bench.PowerOn();
        foreach ((string key, string value) in configuration)
        {
            bench.Configure(key, value);
        }
        return bench.Forget();
    }

    /// <summary>Forgets the frames and events seen so far.</summary>
    public ChargePointBench Forget()
    {
        _sent.Clear();
        _events.Clear();
        return this;
    }

    /// <summary>Does something to the charge point, and lets everything follow that happens at once.</summary>
    /// <returns>Why it was refused; null when it was taken.</returns>
    public Refusal? Do(ChargePointInput input)
    {
        Refusal? refusal = Step(input);
        Settle();
        return refusal;
    }

    /// <summary>Switches it on.</summary>
    public ChargePointBench PowerOn()
    {
        IsOff = false;
        if (!ChargePoint.Snapshot.PoweredOn)
        {
            _rules.Booted();
        }
        Do(new PowerOn());
        return this;
    }

    /// <summary>The CSMS calls.</summary>
    /// <returns>The payload of the CALLRESULT.</returns>
    /// <exception cref="InvalidOperationException">There was no CALLRESULT.</exception>
    public JsonObject Call(string action, object payload)
    {
        SentFrame? answer = TryCall(action, payload);
        return answer?.Type == MessageType.CallResult
            ? answer.Payload
            : throw new InvalidOperationException($"{action} was not answered by a result: {answer}");
    }

    /// <summary>The CSMS calls.</summary>
    /// <returns>The answer; null when there was none.</returns>
    public SentFrame? TryCall(string action, object payload)
    {
        string id = $"csms-{++_csmsCalls}";
        return Receive(id, action, $"[2,\"{id}\",\"{action}\",{Reply.ToJson(payload).ToJsonString()}]");
    }

    /// <summary>A frame arrives, as it is.</summary>
    /// <returns>The answer to it; null when there was none.</returns>
    public SentFrame? Receive(string id, string action, string frame)
    {
        _rules.CalledByCsms(id, action, frame);
        int before = _sent.Count;
        Do(new FrameReceived(Encoding.UTF8.GetBytes(frame)));
        return _sent.Skip(before).FirstOrDefault(sent => sent.MessageId == id && sent.Type != MessageType.Call);
    }

    /// <summary>ChangeConfiguration that must be accepted.</summary>
    public ChargePointBench Configure(string key, string value)
    {
        string? status = Call("ChangeConfiguration", new { key, value })["status"]?.GetValue<string>();
        return status == "Accepted" ? this : throw new InvalidOperationException($"{key} = {value}: {status}");
    }

    /// <summary>The link breaks, and the CSMS cannot be reached until <see cref="GoOnline"/>.</summary>
    public ChargePointBench GoOffline()
    {
        _reachable = false;
        Disconnect();
        Settle();
        return this;
    }

    /// <summary>The CSMS can be reached again; the charge point connects if it wants to.</summary>
    public ChargePointBench GoOnline()
    {
        _reachable = true;
        Connect();
        Settle();
        return this;
    }

    /// <summary>The process is killed and started anew from what was saved, without power.</summary>
    /// <param name="settings">What its owner has made of it meanwhile; null for no change.</param>
    public ChargePointBench Kill(ChargePointSettings? settings = null)
    {
        Settings = settings ?? Settings;
        if (LinkIsUp)
        {
            LinkIsUp = false;
            _link++;
        }
        _rules.LinkLost();
        Transfers.Killed();
        _wantsLink = false;
        _due = Instant.Never;
        IsOff = true;
        ChargePoint = _make(Settings, Saved.Read(), Now);
        return this;
    }

    /// <summary>Time passes.</summary>
    public ChargePointBench Wait(TimeSpan duration) => WaitUntil(Now + duration);

    /// <summary>Time passes.</summary>
    public ChargePointBench WaitSeconds(double seconds) => Wait(TimeSpan.FromSeconds(seconds));

    /// <summary>Time passes until then, from one due instant to the next.</summary>
    public ChargePointBench WaitUntil(Instant then)
    {
        Settle();
        while (Next() is var next && next <= then)
        {
            Now = Instant.Max(Now, next);
            Settle();
        }
        Now = Instant.Max(Now, then);
        return this;
    }

    private Instant Next() => _coming.TryPeek(out _, out (Instant At, long) first) ? Instant.Min(first.At, _due) : _due;

    // Everything that is due now, and what follows from it without time passing.
    private void Settle()
    {
        for (int steps = 0; Next() <= Now; steps++)
        {
            if (steps > MostStepsAtOnce)
            {
                throw new InvalidOperationException($"The charge point does not come to rest at {Now}.");
            }
            if (_coming.TryPeek(out _, out (Instant At, long) first) && first.At <= Now)
            {
                _coming.Dequeue()();
            }
            else
            {
                Step(TimeDue.Instance);
            }
        }
    }

    private Refusal? Step(ChargePointInput input)
    {
        Steps++;
        _effects.Clear();
        _rules.TimeIs(Now, TimeSpan.FromSeconds(ChargePoint.Configuration.MessageTimeoutSeconds));
        StepResult result = ChargePoint.Step(input, Now, _effects);
        _due = result.Due;
        if (result.Refusal is not null && _effects.Items.Count > 0)
        {
            throw new InvalidOperationException($"{input} was refused, and yet it had effects.");
        }
        int before = _sent.Count;
        bool leaves = false;
        foreach (Effect effect in _effects.Items)
        {
            // A call is repeated over the next connection; an answer is lost for good.
            if (leaves && effect is SendFrame { Type: not MessageType.Call } late)
            {
                throw new InvalidOperationException($"{late.Action} is answered after its connection was given up.");
            }
            leaves |= effect is CloseLink or RestartLink;
            Carry(effect);
        }
        WireRules.CheckRefusals(_sent.Skip(before), _effects.Items);
        Stepped?.Invoke();
        return result.Refusal;
    }

    private void Carry(Effect effect)
    {
        Saved.Carry(effect, ChargePoint);
        switch (effect)
        {
            case SendFrame frame:
                Send(frame);
                break;
            case OpenLink:
                _wantsLink = true;
                Later(TimeSpan.Zero, Connect);
                break;
            case CloseLink:
                _wantsLink = false;
                Later(TimeSpan.Zero, Disconnect);
                break;
            case RestartLink:
                _wantsLink = true;
                Later(TimeSpan.Zero, Disconnect);
                Later(TimeSpan.FromSeconds(1), Connect);
                break;
            case GenerateKeyPair asked:
                Later(TimeSpan.FromSeconds(1), () => Step(TestKeys.Generate(asked)));
                break;
            case EventOccurred happened:
                _events.Add(happened);
                break;
            case PoweredOff:
                IsOff = true;
                break;
            case StartTransfer start:
                Begin(start);
                break;
            case CancelTransfer cancel:
                Transfers.Cancel(cancel.TransferId);
                break;
            default:
                break;
        }
    }

    private void Begin(StartTransfer start)
    {
        TransferResult result = Transfers.Begin(start, Now);
        Later(
            Transfers.Duration,
            () =>
            {
                if (Transfers.End(start))
                {
                    Step(new TransferEnded(start.TransferId, result));
                }
            }
        );
    }

    private void Later(TimeSpan delay, Action action) => _coming.Enqueue(action, (Now + delay, _order++));
}
