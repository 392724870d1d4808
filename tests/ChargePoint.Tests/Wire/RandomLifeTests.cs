using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>
/// Lives without sense: any act at any time, a CSMS that calls anything and answers slowly, wrongly or not at all, links and
/// power that come and go. Whatever happens, no step throws, every frame keeps the rules, and in the end all is accounted for.
/// </summary>
public sealed class RandomLifeTests
{
    private const int Acts = 120;
    private static readonly string[] Tags = ["TAG1", "TAG2", "BLOCKED", "FAMILY1", "FAMILY2"];
    private static readonly ChargePointSettings[] Kinds =
    [
        ChargePointBench.OneSocket,
        ChargePointBench.TwoSockets with
        {
            BackupPower = true,
        },
        ChargePointBench.OneFixedCable,
        ChargePointBench.TwoSockets with
        {
            BootOnReconnect = true,
            AuthorizeBeforeStart = false,
        },
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_life_breaks_a_rule(int seed)
    {
        for (int life = 0; life < 5; life++)
        {
            RandomStream random = RandomStream.For((ulong)((seed * 5) + life), "life", "acts");
            var bench = new ChargePointBench(Kinds[random.NextInt32(Kinds.Length)]);
            bench.Csms.Tag("BLOCKED", "Blocked").Tag("FAMILY1", "Accepted", "F").Tag("FAMILY2", "Accepted", "F");
            bench.PowerOn();
            for (int act = 0; act < Acts; act++)
            {
                Act(bench, ref random);
                bench.WaitSeconds(random.NextBoolean(0.5) ? 0 : random.NextDouble(0, 90));
            }
            Finish(bench);
            SessionRules
                .Violations(bench.Sent, bench.Csms.TransactionIds, new HashSet<int>())
                .ShouldBeEmpty($"seed {seed}, life {life}\n{bench.Trace()}");
        }
    }

    // A good CSMS and an orderly end: everything that is still queued must arrive.
    private static void Finish(ChargePointBench bench)
    {
        foreach (
            string action in new[]
            {
                "Authorize",
                "StartTransaction",
                "StopTransaction",
                "MeterValues",
                "BootNotification",
            }
        )
        {
            bench.Csms.Normally(action);
        }
        bench.Csms.Normally("StatusNotification").Latency = TimeSpan.Zero;
        bench.GoOnline().WaitSeconds(120).PowerOn().Wait(TimeSpan.FromHours(1));
        bench.Do(new PowerOff(TimeSpan.FromSeconds(8)));
        bench.WaitSeconds(10).IsOff.ShouldBeTrue(bench.Trace());
        bench.Saved.Messages.ShouldBeEmpty();
    }

    private static void Act(ChargePointBench bench, ref RandomStream random)
    {
        int evse = random.NextInt32(bench.Settings.Evses.Count + 1);
        string tag = Tags[random.NextInt32(Tags.Length)];
        switch (random.NextInt32(24))
        {
            case 0 or 1 or 2:
                bench.Do(new PlugIn(evse, random.NextBoolean(0.2) ? Small : null));
                break;
            case 3 or 4 or 5:
                bench.Do(new PresentTag(evse, tag));
                break;
            case 6 or 7:
                bench.Do(new Unplug(evse, random.NextBoolean(0.5) ? UnplugSide.Ev : UnplugSide.Evse));
                break;
            case 8:
                bench.Do(new StopTransaction(evse, Any<Reason>(ref random)));
                break;
            case 9 or 10:
                bench.Do(
                    new SetStatus(
                        evse,
                        Any<ChargePointStatus>(ref random),
                        Any<ChargePointErrorCode>(ref random),
                        "by hand"
                    )
                );
                break;
            case 11:
                bench.Do(new FaultStarted(evse, Any<ChargePointErrorCode>(ref random), null));
                break;
            case 12 or 13:
                bench.Do(new FaultCleared(evse));
                break;
            case 14:
                bench.Do(new LockFailure(evse, random.NextBoolean(0.4)));
                break;
            case 15:
                PowerAct(bench, ref random);
                break;
            case 16:
                bench.GoOffline();
                break;
            case 17:
                bench.GoOnline();
                break;
            case 18:
                Misbehave(bench, ref random);
                break;
            default:
                CallOfCsms(bench, ref random, evse, tag);
                break;
        }
    }

    private static void PowerAct(ChargePointBench bench, ref RandomStream random)
    {
        switch (random.NextInt32(4))
        {
            case 0:
                bench.Do(new PowerOff(TimeSpan.FromSeconds(8)));
                break;
            case 1:
                bench.Do(new PowerLost());
                break;
            case 2:
                bench.Kill();
                break;
            default:
                break;
        }
        bench.WaitSeconds(random.NextDouble(0, 100));
        if (!bench.ChargePoint.Snapshot.PoweredOn)
        {
            bench.PowerOn();
        }
    }

    private static void Misbehave(ChargePointBench bench, ref RandomStream random)
    {
        string[] actions =
        [
            "Authorize",
            "StartTransaction",
            "StopTransaction",
            "MeterValues",
            "StatusNotification",
            "BootNotification",
        ];
        Reply[] replies =
        [
            Reply.None,
            Reply.Error("InternalError"),
            Reply.Raw("[3,\"$id\",{\"no\":1}]"),
            Reply.Raw("rubbish"),
        ];
        bench.Csms.Latency = TimeSpan.FromSeconds(random.NextInt32(3) * random.NextDouble(0, 20));
        bench.Csms.Once(actions[random.NextInt32(actions.Length)], replies[random.NextInt32(replies.Length)]);
    }

    private static void CallOfCsms(ChargePointBench bench, ref RandomStream random, int connectorId, string idTag)
    {
        if (!bench.LinkIsUp)
        {
            return;
        }
        int transactionId = bench.Csms.NextTransactionId - 1 - random.NextInt32(2);
        string type = random.NextBoolean(0.4) ? "Inoperative" : "Operative";
        switch (random.NextInt32(8))
        {
            case 0 or 1:
                bench.TryCall("RemoteStartTransaction", new { idTag, connectorId });
                break;
            case 2:
                bench.TryCall("RemoteStopTransaction", new { transactionId });
                break;
            case 3:
                bench.TryCall("ChangeAvailability", new { connectorId, type });
                break;
            case 4:
                bench.TryCall("UnlockConnector", new { connectorId });
                break;
            case 5:
                bench.TryCall("Reset", new { type = random.NextBoolean(0.5) ? "Hard" : "Soft" });
                break;
            case 6:
                bench.TryCall("ClearCache", new { });
                break;
            default:
                (string key, string value) = Settings[random.NextInt32(Settings.Length)];
                bench.TryCall("ChangeConfiguration", new { key, value });
                break;
        }
    }

    private static readonly (string Key, string Value)[] Settings =
    [
        ("StopTransactionOnEVSideDisconnect", "false"),
        ("StopTransactionOnEVSideDisconnect", "true"),
        ("UnlockConnectorOnEVSideDisconnect", "false"),
        ("StopTransactionOnInvalidId", "false"),
        ("StopTransactionOnInvalidId", "true"),
        ("MaxEnergyOnInvalidId", "200"),
        ("LocalPreAuthorize", "true"),
        ("AllowOfflineTxForUnknownId", "true"),
        ("AuthorizeRemoteTxRequests", "false"),
        ("MinimumStatusDuration", "5"),
        ("MinimumStatusDuration", "0"),
        ("ConnectionTimeOut", "20"),
        ("ClockAlignedDataInterval", "30"),
        ("StopTxnSampledData", "Energy.Active.Import.Register,SoC"),
        ("MeterValuesSampledData", "Energy.Active.Import.Register,Voltage,SoC"),
        ("TransactionMessageAttempts", "5"),
        ("AuthorizationKey", "00112233445566778899AABBCCDDEEFF"),
    ];

    private static readonly VehicleSettings Small = new()
    {
        Id = "SMALL",
        BatteryWh = 1_000,
        SocPercent = 90,
    };

    private static T Any<T>(ref RandomStream random)
        where T : struct, Enum
    {
        T[] values = Enum.GetValues<T>();
        return values[random.NextInt32(values.Length)];
    }
}
