using System.Text;
using System.Text.Json.Nodes;
using Ocpp.V16;
using TestKit;
using TestKit.Hostile;

namespace ChargePoints.Tests.Hostile;

// What may happen at any time.
internal sealed partial class HostileLife
{
    private const int LongestShown = 300;

    private void Act(Dice dice)
    {
        int evse = dice.Below(Bench.Settings.Evses.Count + 1);
        switch (dice.Below(38))
        {
            case 0 or 1:
                Do(new PlugIn(evse, dice.Chance(0.3) ? null : Car(dice)));
                break;
            case 2:
                Do(new Unplug(evse, dice.Any<UnplugSide>()));
                break;
            case 3 or 4 or 5:
                Do(new PresentTag(evse, dice.Any(_knowledge.Tags)));
                break;
            case 6:
                Do(new StopTransaction(evse, dice.Any<Reason>()));
                break;
            case 7:
                Do(new SetStatus(evse, dice.Any<ChargePointStatus>(), dice.Any<ChargePointErrorCode>(), "by hand"));
                break;
            case 8:
                Do(new FaultStarted(evse, dice.Any<ChargePointErrorCode>(), null));
                break;
            case 9 or 10:
                Do(new FaultCleared(evse));
                break;
            case 11:
                Do(new LockFailure(evse, dice.Chance(0.4)));
                break;
            case 12:
                ChangePower(dice);
                break;
            case 13:
                Tell("link lost");
                Bench.GoOffline();
                break;
            case 14 or 15:
                Tell("link back");
                Bench.GoOnline();
                break;
            case 16 or 17 or 18 or 19 or 27 or 28:
                Call(dice, broken: false);
                break;
            case 20 or 21:
                Call(dice, broken: true);
                break;
            case 22:
                Hear("bytes", dice.Bytes(dice.Below(200)));
                break;
            case 23 when _said.Count > 0:
                Hear("again", dice.Any(_said));
                break;
            case 24 when !_answersWell:
                ClockAndLatency(dice);
                break;
            case 25:
                Repair();
                break;
            case 29 or 30 or 31:
                Do(new PlugIn(evse, Car(dice)));
                Do(new PresentTag(evse, "TAG1"));
                break;
            case 32:
                TransferOutcome outcome = dice.Any<TransferOutcome>();
                Tell($"the next transfer: {outcome}");
                Bench.Transfers.Next(outcome);
                break;
            case 26:
                Do(new RequestCertificate());
                break;
            default:
                double seconds = Math.Pow(10, dice.Between(-1, 3.2));
                Tell($"{seconds:0.0} s pass");
                Bench.WaitSeconds(seconds);
                break;
        }
    }

    private void Call(Dice dice, bool broken)
    {
        for (int calls = 1 + dice.Below(4); calls > 0; calls--)
        {
            // A reset ends all that was going on: now and then will do.
            OcppAction action =
                dice.Any(Theirs) is var any && any == Actions.Reset && dice.Chance(0.7) ? dice.Any(Theirs) : any;
            string id = $"csms-{++_calls}";
            JsonArray call = [2, id, action.Name, Payloads(dice).Make(action.Request)];
            Hear(
                broken ? "broken call" : "call",
                broken ? new FrameMutator(dice).Mutate(call) : Encoding.UTF8.GetBytes(call.ToJsonString())
            );
        }
    }

    private void Hear(string what, byte[] frame)
    {
        string text = Encoding.UTF8.GetString(frame);
        string shown = text.Length > LongestShown ? $"{text[..LongestShown]}… ({text.Length} characters)" : text;
        Tell($"{what} {shown}{(Bench.LinkIsUp ? "" : " (no link)")}\n    ");
        Bench.OnThisConnection(TimeSpan.Zero, () => Hear(frame));
        Bench.WaitSeconds(0);
    }

    // So that not every life ends early with everything out of order.
    private void Repair()
    {
        Bench.PowerOn();
        Bench.GoOnline();
        Bench.Do(new FaultCleared(0));
        foreach (EvseSettings evse in Bench.Settings.Evses)
        {
            Do(new LockFailure(evse.Id, false));
            Do(new FaultCleared(evse.Id));
        }
        string id = $"csms-{++_calls}";
        Hear(
            "call",
            Encoding.UTF8.GetBytes($"[2,\"{id}\",\"ChangeAvailability\",{{\"connectorId\":0,\"type\":\"Operative\"}}]")
        );
    }

    private void Do(ChargePointInput input)
    {
        Refusal? refusal = Bench.Do(input);
        Tell($"{input}{(refusal is null ? "" : $" refused: {refusal.Detail}")} ");
    }

    private void ClockAndLatency(Dice dice)
    {
        _correct.ClockOffset = dice.Chance(0.5) ? TimeSpan.Zero : TimeSpan.FromMinutes(dice.Below(240) - 120);
        _correct.HeartbeatInterval = dice.Any(0, 10, 300, int.MaxValue, -5);
        Tell($"the CSMS's clock is off by {_correct.ClockOffset}, its heartbeat interval {_correct.HeartbeatInterval}");
    }

    private void ChangePower(Dice dice)
    {
        switch (dice.Below(6))
        {
            case 0:
                Do(new PowerOff(TimeSpan.FromSeconds(dice.Below(10))));
                break;
            case 1:
                Do(new PowerLost());
                break;
            case 2:
                Tell("killed");
                _rules.Check();
                Bench.Kill();
                _rules.Killed();
                break;
            default:
                break;
        }
        Tell(" power on");
        Bench.WaitSeconds(dice.Chance(0.5) ? 0 : dice.Between(0, 60));
        Bench.PowerOn();
    }

    private static VehicleSettings Car(Dice dice) =>
        new()
        {
            Id = "EV1",
            SocPercent = dice.Between(0, 100),
            Phases = 1 + dice.Below(3),
            MaxDcPowerW = dice.Chance(0.5) ? 0 : 50_000,
        };
}
