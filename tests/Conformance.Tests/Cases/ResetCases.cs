using ChargePoints;
using Conformance.Tests.Harness;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>Resets and power failures: OCPP 1.6 §5.14, §3.7, §4.2.</summary>
public sealed class ResetCases
{
    [Case("013", "Hard Reset Without Transaction")]
    public void Hard_reset_idle() => ResetIdle("Hard");

    [Case("014", "Soft Reset Without Transaction", Note = "BootNotification is sent after a soft reset too.")]
    public void Soft_reset_idle() => ResetIdle("Soft");

    [Case("015", "Hard Reset With Transaction", Note = "StopTransaction after the boot; Finishing.")]
    public void Hard_reset_charging() => ResetCharging("Hard", "HardReset");

    [Case("016", "Soft Reset With Transaction")]
    public void Soft_reset_charging() => ResetCharging("Soft", "SoftReset");

    [Case("032_1", "Power Failure Boot Charging Point - Stop Transactions Before Going Down")]
    public void Power_failure_with_backup_power()
    {
        using var test = TestSystem.Booted(ChargePointBench.OneSocket with { BackupPower = true });
        int id = test.Charging();
        test.CutPower();
        test.ExpectStop(id, "PowerLoss");
        test.Wait(600);
        test.LiftChaos();
        test.ExpectBoot("Finishing");
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }

    [Case(
        "032_2",
        "Power Failure Boot Charging Point - Configured to Stop Transactions / to Resume",
        Note = "Both: resumed after the boot, and stopped with PowerLoss."
    )]
    public void Power_failure_without_backup_power()
    {
        foreach (bool resumes in (bool[])[true, false])
        {
            using var test = TestSystem.Booted(ChargePointBench.OneSocket with { ResumeAfterPowerLoss = resumes });
            int id = test.Charging();
            test.CutPower();
            test.ExpectSilence(600, "MeterValues");
            test.LiftChaos();
            test.Expect("BootNotification", withinSeconds: 60);
            if (resumes)
            {
                test.ExpectStatuses("Charging");
                test.ExpectSilence(30);
                test.Unread("MeterValues").ShouldNotBeEmpty();
                test.Unread("MeterValues").ShouldAllBe(values => values.Number("transactionId") == id);
            }
            else
            {
                test.ExpectStatuses("Finishing");
                SentFrame stop = test.Expect("StopTransaction", new { transactionId = id, reason = "PowerLoss" });
                stop.Time().ShouldBeLessThan(test.Now.ToUtc().AddSeconds(-500));
            }
        }
    }

    [Case("034", "Power Failure With Unavailable Status")]
    public void Power_failure_while_unavailable()
    {
        using var test = TestSystem.Booted(ChargePointBench.TwoSockets);
        test.Send("ChangeAvailability", new { connectorId = 0, type = "Inoperative" }, "Accepted");
        test.ExpectEach("Unavailable", 0, 1, 2);
        test.CutPower();
        test.Wait(60);
        test.LiftChaos();
        test.Expect("BootNotification", withinSeconds: 60);
        test.ExpectEach("Unavailable", 0, 1, 2);
    }

    private static void ResetIdle(string type)
    {
        using var test = TestSystem.Booted(ChargePointBench.TwoSockets);
        test.Send("ChangeAvailability", new { connectorId = 1, type = "Inoperative" }, "Accepted");
        test.ExpectStatus(1, "Unavailable");
        test.Send("Reset", new { type }, "Accepted");
        test.ExpectBoot("Unavailable", "Available");
        test.Send("ChangeAvailability", new { connectorId = 1, type = "Operative" }, "Accepted");
        test.ExpectStatus(1, "Available");
    }

    private static void ResetCharging(string type, string reason)
    {
        using var test = TestSystem.Booted(ChargePointBench.TwoSockets);
        int id = test.Charging();
        test.Send("Reset", new { type }, "Accepted");
        if (type == "Soft")
        {
            test.ExpectStop(id, reason);
        }
        test.ExpectBoot("Finishing", "Available");
        if (type == "Hard")
        {
            test.Expect("StopTransaction", new { transactionId = id, reason });
        }
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }
}
