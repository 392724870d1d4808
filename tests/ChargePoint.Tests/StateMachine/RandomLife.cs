using System.Text.Json.Nodes;
using ChargePoints.Tests.SmartCharging;
using Ocpp;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.StateMachine;

/// <summary>
/// The life of a charge point as a seed has it: drivers, technicians, power cuts, a bad network, and a CSMS that answers wrongly, late or not at
/// all and sends what it likes. What must hold at all times is checked after every act.
/// </summary>
internal sealed partial class RandomLife
{
    private static readonly string[] Tags = ["TAG1", "tag1", "TAG2", "GROUP-A", "BLOCKED", "x"];
    private static readonly string[] CsmsActions = [.. OcppAction.All.Select(action => action.Name), "Nonsense"];
    private static readonly string[] Answered =
    [
        "BootNotification",
        "Authorize",
        "StartTransaction",
        "StopTransaction",
        "MeterValues",
        "StatusNotification",
        "Heartbeat",
        "SecurityEventNotification",
    ];
    private static readonly (string Key, string[] Values)[] Keys =
    [
        ("ConnectionTimeOut", ["1", "30", "60"]),
        ("LocalPreAuthorize", ["true", "false"]),
        ("LocalAuthorizeOffline", ["true", "false"]),
        ("AllowOfflineTxForUnknownId", ["true", "false"]),
        ("AuthorizationCacheEnabled", ["true", "false"]),
        ("AuthorizeRemoteTxRequests", ["true", "false"]),
        ("StopTransactionOnInvalidId", ["true", "false"]),
        ("StopTransactionOnEVSideDisconnect", ["true", "false"]),
        ("UnlockConnectorOnEVSideDisconnect", ["true", "false"]),
        ("MaxEnergyOnInvalidId", ["0", "50"]),
        ("MeterValueSampleInterval", ["0", "5", "10", "60"]),
        ("ClockAlignedDataInterval", ["0", "60", "900"]),
        ("StopTxnSampledData", ["", "Energy.Active.Import.Register,SoC"]),
        ("StopTxnAlignedData", ["", "Power.Active.Import"]),
        ("MeterValuesSampledData", ["", "Energy.Active.Import.Register,Current.Import.L1,SoC"]),
        ("MinimumStatusDuration", ["0", "3", "3600"]),
        ("MessageTimeout", ["5", "30", "3600"]),
        ("HeartbeatInterval", ["0", "20", "300"]),
        ("TransactionMessageAttempts", ["0", "1", "3"]),
        ("TransactionMessageRetryInterval", ["0", "10", "60", "86400"]),
        ("LocalAuthListEnabled", ["true", "false"]),
    ];

    private readonly Dictionary<int, string> _status = [];
    private readonly long[] _register;
    private int _seen;
    private RandomStream _random;

    public RandomLife(ulong seed)
    {
        _random = RandomStream.For(seed, "life", "acts");
        ChargePointSettings settings = new()
        {
            Id = "CP001",
            Quirks = seed % 2 == 0 ? [] : [Quirk.SecurityEventsInProfileZero],
            Seed = seed,
            AuthorizeBeforeStart = _random.NextBoolean(0.8),
            BootOnReconnect = _random.NextBoolean(0.2),
            BackupPower = _random.NextBoolean(0.4),
            ResumeAfterPowerLoss = _random.NextBoolean(0.5),
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
        Bench = new(settings);
        _register = new long[settings.Evses.Count];
        Bench.Csms.Tag("BLOCKED", "Blocked").Tag("TAG2", "Accepted", "PARENT").Tag("GROUP-A", "Accepted", "PARENT");
        Bench.PowerOn();
        Check();
    }

    public ChargePointBench Bench { get; }

    public void Live(int acts)
    {
        for (int i = 0; i < acts; i++)
        {
            Act();
            Check();
        }
    }

    /// <summary>Everything is well again, for long enough.</summary>
    public void ComeToRest()
    {
        foreach (string action in Answered)
        {
            Bench.Csms.Normally(action);
        }
        Bench.Csms.Latency = TimeSpan.Zero;
        foreach (
            (string key, string value) in new[]
            {
                ("MessageTimeout", "30"),
                ("MinimumStatusDuration", "0"),
                ("TransactionMessageRetryInterval", "10"),
            }
        )
        {
            Bench.Do(new SetConfiguration(key, value));
        }
        Bench.Do(new PowerOn());
        Bench.GoOnline();
        Bench.WaitSeconds(3_600);
        foreach (EvseSnapshot evse in Bench.ChargePoint.Snapshot.Evses)
        {
            Bench.Do(new LockFailure(evse.Id, false));
            Bench.Do(new FaultCleared(evse.Id));
            Bench.Do(new StopTransaction(evse.Id, Reason.Local));
        }
        Bench.WaitSeconds(600);
        Check();
    }

    private void Act()
    {
        int evse = 1 + _random.NextInt32(3);
        switch (_random.NextInt32(31))
        {
            case 0 or 1:
                Bench.Do(new PlugIn(evse, AnyCar()));
                break;
            case 2:
                Bench.Do(new Unplug(evse, _random.NextBoolean(0.5) ? UnplugSide.Ev : UnplugSide.Evse));
                break;
            case 3 or 4 or 5:
                Bench.Do(new PresentTag(evse, Any(Tags)));
                break;
            case 6:
                Bench.Do(new StopTransaction(evse, Any(Enum.GetValues<Reason>())));
                break;
            case 7:
                Bench.Do(new SetStatus(evse, Any(Enum.GetValues<ChargePointStatus>()), AnyCode(), AnyInfo()));
                break;
            case 8:
                Bench.Do(new FaultStarted(_random.NextInt32(4), AnyCode(), AnyInfo()));
                break;
            case 9 or 10:
                Bench.Do(new FaultCleared(_random.NextInt32(4)));
                break;
            case 11:
                Bench.Do(new LockFailure(evse, _random.NextBoolean(0.4)));
                break;
            case 12:
                (string key, string[] values) = Any(Keys);
                Bench.Do(new SetConfiguration(key, Any(values)));
                break;
            case 13:
                ChangePower();
                break;
            case 14:
                Bench.GoOffline();
                break;
            case 15 or 16:
                Bench.GoOnline();
                break;
            case 17 or 18:
                Bench.TryCall(Any(CsmsActions), AnyPayload());
                break;
            case 19:
                (string action, string frame) = Any(HostileFrames.All);
                Bench.Receive("?", action, frame);
                break;
            case 20:
                ChangeTheCsms();
                break;
            case 21:
                JsonObject csChargingProfiles = RandomProfile.Next(ref _random, Bench.Now);
                Bench.TryCall("SetChargingProfile", new { connectorId = _random.NextInt32(4), csChargingProfiles });
                break;
            case 22:
                Bench.TryCall("ClearChargingProfile", new { stackLevel = _random.NextInt32(3) });
                break;
            case 23:
                FirmwareCalls.Any(Bench, most => _random.NextInt32(most));
                break;
            case 24 or 25:
                Bench.TryCall(
                    "ReserveNow",
                    Whole("connectorId", "expiryDate", "idTag", "reservationId", "parentIdTag")
                );
                break;
            case 26:
                Bench.TryCall("SendLocalList", Whole("listVersion", "updateType", "localAuthorizationList"));
                break;
            case 27:
                Bench.TryCall("TriggerMessage", Whole("requestedMessage", "connectorId"));
                break;
            default:
                Bench.WaitSeconds(Math.Pow(10, _random.NextDouble(-1, 3.2)));
                break;
        }
    }

    private void ChangePower()
    {
        switch (_random.NextInt32(6))
        {
            case 0:
                Bench.Do(new PowerOff(TimeSpan.FromSeconds(_random.NextInt32(10))));
                break;
            case 1:
                Bench.Do(new PowerLost());
                break;
            case 2:
                Check();
                Bench.Kill();
                // It comes back with the status that it finds, by no transition.
                _status.Clear();
                if (_random.NextBoolean(0.3))
                {
                    Bench.Do(new FaultStarted(_random.NextInt32(3), AnyCode(), AnyInfo()));
                    Bench.Do(new FaultCleared(_random.NextInt32(3)));
                }
                Bench.Do(new PowerOn());
                break;
            default:
                Bench.Do(new PowerOn());
                break;
        }
    }

    private void ChangeTheCsms()
    {
        string action = Any(Answered);
        Bench.Csms.Latency = TimeSpan.FromSeconds(_random.NextInt32(3));
        Bench.Csms.ClockOffset = TimeSpan.FromMinutes(_random.NextBoolean(0.3) ? _random.NextInt32(240) - 120 : 0);
        switch (_random.NextInt32(6))
        {
            case 0:
                Bench.Csms.On(action, Reply.None);
                break;
            case 1:
                Bench.Csms.On(action, Reply.Error("InternalError"));
                break;
            case 2 when action is "Authorize" or "StartTransaction":
                string status = OcppEnum.Name(Any(Enum.GetValues<AuthorizationStatus>()));
                object info = new { idTagInfo = new { status, parentIdTag = "PARENT" }, transactionId = 0 };
                Bench.Csms.On(action, action == "Authorize" ? Reply.IdTag(status, "PARENT") : Reply.Result(info));
                break;
            case 3 when action == "BootNotification":
                string word = OcppEnum.Name(Any(Enum.GetValues<RegistrationStatus>()));
                string currentTime = Bench.Now.ToString();
                Bench.Csms.On(
                    action,
                    Reply.Result(
                        new
                        {
                            status = word,
                            currentTime,
                            interval = 7,
                        }
                    )
                );
                break;
            case 4:
                Bench.Csms.On(action, Reply.Result(new { surprise = true }));
                break;
            default:
                Bench.Csms.Normally(action);
                break;
        }
    }

    // What must hold at all times.
    private void Check()
    {
        foreach (EventOccurred change in Bench.Events.Skip(_seen))
        {
            if (change.Type == ChargePointEventType.StatusChanged && change.EvseId > 0)
            {
                string[] words = change.Detail.Split(' ');
                _status.TryGetValue(change.EvseId, out string? before);
                (before ?? words[0]).ShouldBe(words[0], string.Join('\n', Bench.Events.TakeLast(12)));
                OcppEnum.TryParse(words[0], out ChargePointStatus from).ShouldBeTrue();
                OcppEnum.TryParse(words[2], out ChargePointStatus to).ShouldBeTrue();
                (from == to || StatusTransitions.IsAllowed(from, to)).ShouldBeTrue(change.Detail);
                _status[change.EvseId] = words[2];
            }
            else if (change.Type == ChargePointEventType.PoweredOn)
            {
                _status.Clear();
            }
        }
        _seen = Bench.Events.Count;
        ChargePointSnapshot snapshot = Bench.ChargePoint.Snapshot;
        foreach (EvseSnapshot evse in snapshot.Evses)
        {
            long register = evse.EnergyMilliWhAt(Bench.Now);
            register.ShouldBeGreaterThanOrEqualTo(_register[evse.Id - 1] - 1);
            _register[evse.Id - 1] = evse.EnergyMilliWh;
            evse.PowerW.ShouldBeInRange(0, 22_000);
            bool charging = evse.Status is ChargePointStatus.Charging;
            (evse.PowerW > 0).ShouldBe(charging && snapshot.PoweredOn, $"{evse}");
        }
    }

    private VehicleSettings? AnyCar() =>
        _random.NextInt32(3) switch
        {
            0 => null,
            1 => new VehicleSettings { Id = "full", SocPercent = 100 },
            _ => new VehicleSettings
            {
                Id = "EV1",
                SocPercent = _random.NextDouble(0, 100),
                Phases = 1 + _random.NextInt32(3),
                MaxDcPowerW = _random.NextBoolean(0.5) ? 0 : 50_000,
            },
        };

    private ChargePointErrorCode AnyCode() => Any(Enum.GetValues<ChargePointErrorCode>());

    private string? AnyInfo() => _random.NextBoolean(0.3) ? "by hand" : null;

    private T Any<T>(IReadOnlyList<T> items) => items[_random.NextInt32(items.Count)];
}
