using System.Text;
using System.Text.Json.Nodes;
using Ocpp;
using Ocpp.V16;
using TestKit;
using TestKit.Hostile;

namespace ChargePoints.Tests.Hostile;

/// <summary>
/// A charge point under a CSMS that means it ill, as a seed has it: valid calls of every action, the same broken, bytes at random, answers that
/// are wrong, late, missing or repeated, while drivers come and go and links and power fail. What must hold is checked after every act.
/// </summary>
/// <remarks>Each act draws from its own dice: leaving some out changes nothing in what the others draw.</remarks>
internal sealed partial class HostileLife
{
    private static readonly string[] Ours =
    [
        .. OcppAction
            .All.Where(action => action.Direction.HasFlag(Direction.FromChargePoint))
            .Select(action => action.Name),
    ];
    private static readonly OcppAction[] Theirs =
    [
        .. OcppAction.All.Where(action => action.Direction.HasFlag(Direction.FromCentralSystem)),
    ];

    private readonly ulong _seed;
    private readonly bool _answersWell;
    private readonly ScriptedCsms _correct = new();
    private readonly Knowledge _knowledge;
    private readonly LifeRules _rules;
    private readonly List<string> _story = [];
    private readonly List<byte[]> _said = [];
    private Dice _answers;
    private int _calls;

    public HostileLife(ulong seed)
    {
        _seed = seed;
        var dice = new Dice(seed, "settings");
        _answers = new Dice(seed, "first answers");
        // A third of the lives have a CSMS that answers as it should: there statuses arrive one by one and can be followed on the wire.
        _answersWell = seed % 3 == 0;
        Bench = new(Settings(dice, seed));
        _knowledge = new()
        {
            Connectors = Bench.Settings.Evses.Count,
            SigningCertificates = HostileCertificates.Signing,
            Signatures = HostileCertificates.Signatures,
            KeysLeftAlone = _answersWell ? ["MinimumStatusDuration"] : [],
        };
        _rules = new(Bench, followsStatuses: _answersWell);
        Learn(HostileCertificates.All);
        Bench.Transfers.File(Knowledge.FirmwareLocation, HostileCertificates.Firmware);
        _correct.Tag("BLOCKED", "Blocked").Tag("TAG2", "Accepted", "PARENT").Tag("FAMILY1", "Accepted", "PARENT");
        foreach (string action in Ours)
        {
            Bench.Csms.On(action, Answer);
        }
    }

    public ChargePointBench Bench { get; }

    /// <inheritdoc cref="LifeRules.Reached"/>
    public IReadOnlyCollection<string> Reached => _rules.Reached;

    /// <summary>What has happened so far, a line for each act.</summary>
    public IReadOnlyList<string> Story => _story;

    /// <summary>Switches on, does these acts and comes to rest.</summary>
    public void Live(IEnumerable<int> acts)
    {
        Bench.PowerOn();
        _rules.Check();
        foreach (int act in acts)
        {
            _answers = new Dice(_seed, $"answers {act}");
            _story.Add($"{act}: ");
            Act(new Dice(_seed, $"act {act}"));
            _rules.Check();
        }
        _story.Add("rest");
        ComeToRest();
        _rules.CheckRest();
    }

    // Everything is well again, for long enough.
    private void ComeToRest()
    {
        foreach (string action in Ours)
        {
            Bench.Csms.On(action, call => Correct(call));
        }
        Bench.Do(new PowerOff(TimeSpan.FromSeconds(5)));
        Bench.WaitSeconds(10);
        foreach (
            (string key, string value) in new[]
            {
                ("MessageTimeout", "30"),
                ("MinimumStatusDuration", "0"),
                ("TransactionMessageAttempts", "3"),
                ("TransactionMessageRetryInterval", "10"),
            }
        )
        {
            Bench.Do(new SetConfiguration(key, value));
        }
        Bench.Do(new PowerOn());
        Bench.GoOnline();
        Bench.WaitSeconds(3_600);
        foreach (EvseSettings evse in Bench.Settings.Evses)
        {
            Bench.Do(new LockFailure(evse.Id, false));
            Bench.Do(new FaultCleared(evse.Id));
            Bench.Do(new StopTransaction(evse.Id, Reason.Local));
        }
        Bench.WaitSeconds(600);
        _rules.Check();
    }

    // Of all quirks: but RSA keys take as long to make as a whole life.
    private static ChargePointSettings Settings(Dice dice, ulong seed) =>
        new()
        {
            Id = "CP001",
            SerialNumber = "SN1",
            Seed = seed,
            Quirks = [.. Enum.GetValues<Quirk>().Where(quirk => dice.Chance(0.3) && quirk != Quirk.RsaCertificateKey)],
            AuthorizeBeforeStart = dice.Chance(0.8),
            BootOnReconnect = dice.Chance(0.2),
            BackupPower = dice.Chance(0.4),
            ResumeAfterPowerLoss = dice.Chance(0.5),
            Configuration = new Dictionary<string, string> { ["CpoName"] = "Operator" },
            Evses =
            [
                new EvseSettings { Id = 1 },
                new EvseSettings
                {
                    Id = 2,
                    Cable = CableKind.Fixed,
                    CurrentType = CurrentType.DC,
                    VoltageV = 400,
                },
            ],
        };

    // ---- what the CSMS answers

    private Reply Answer(SentFrame call)
    {
        if (_answersWell)
        {
            return Correct(call);
        }
        byte[] correct = Encoding.UTF8.GetBytes(Correct(call).ToFrame(call.MessageId)!);
        TimeSpan delay = TimeSpan.FromSeconds(_answers.Chance(0.15) ? _answers.Between(0, 40) : 0);
        switch (_answers.Below(20))
        {
            case 0:
                break;
            case 1:
                string code = _answers.Any("InternalError", "GenericError", "FormatViolation", "Nonsense", "");
                Say($"[4,\"{call.MessageId}\",\"{code}\",\"because\",{{}}]", delay);
                break;
            case 2 or 3:
                Say($"[3,\"{call.MessageId}\",{AnyResult(call).ToJsonString()}]", delay);
                break;
            case 4 or 5:
                Say(new FrameMutator(_answers).Mutate(JsonNode.Parse(correct)!.AsArray()), delay);
                break;
            case 6:
                Say(correct, delay);
                Say(correct, delay);
                break;
            case 7:
                Say(correct, delay);
                Say($"[3,\"{call.MessageId}\",{AnyResult(call).ToJsonString()}]", delay);
                break;
            default:
                Say(correct, delay);
                break;
        }
        return Reply.None;
    }

    private Reply Correct(SentFrame call)
    {
        if (call.Action == "SignCertificate")
        {
            Learn(HostileCertificates.ChainsFor(call.Text("csr")!));
        }
        return _correct.Answer(call, Bench.Now);
    }

    private JsonObject AnyResult(SentFrame call) => Payloads(_answers).Make(OcppAction.Find(call.Action)!.Response);

    private ValidPayloads Payloads(Dice dice)
    {
        _knowledge.Now = Bench.Now;
        return new(dice, _knowledge);
    }

    private void Say(string frame, TimeSpan delay) => Say(Encoding.UTF8.GetBytes(frame), delay);

    private void Say(byte[] frame, TimeSpan delay) => Bench.OnThisConnection(delay, () => Hear(frame));

    private void Learn((IReadOnlyList<string> Certificates, IReadOnlyList<string> Chains) known)
    {
        foreach (string certificate in known.Certificates)
        {
            Knowledge.Learn(_knowledge.Certificates, certificate);
        }
        foreach (string chain in known.Chains)
        {
            Knowledge.Learn(_knowledge.Chains, chain);
        }
    }

    // ---- what comes to the charge point

    private void Hear(byte[] frame)
    {
        if (!Bench.LinkIsUp)
        {
            return;
        }
        Knowledge.Learn(_said, frame);
        SentFrame? answer = _rules.Hear(frame);
        foreach (JsonNode? hash in answer?.Payload["certificateHashData"] as JsonArray ?? [])
        {
            Knowledge.Learn(_knowledge.Hashes, hash!.DeepClone());
        }
        foreach (EvseSnapshot evse in Bench.ChargePoint.Snapshot.Evses)
        {
            if (evse.Transaction?.Id is { } id && !_knowledge.TransactionIds.Contains(id))
            {
                Knowledge.Learn(_knowledge.TransactionIds, id);
            }
        }
    }

    private void Tell(string what) => _story[^1] += what;
}
