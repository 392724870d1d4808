using System.Text.Json.Nodes;
using Conformance.Tests.Harness;
using static Conformance.Tests.Cases.ChargingProfiles;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>Smart charging: OCPP 1.6 §3.13, §5.5, §5.7, §5.11, §5.16.</summary>
public sealed class SmartChargingCases
{
    private const string Max = "ChargePointMaxProfile";
    private const string Default = "TxDefaultProfile";
    private const string Tx = "TxProfile";

    [Case("056", "Central Smart Charging - TxDefaultProfile")]
    public void Default_profile_idle()
    {
        using var test = TestSystem.Booted();
        test.Set(1, test.Profile(1, Default, "6@0 10@60 8@120", duration: 300));
        test.ExpectComposite(300, "6@0 10@60 8@120");
    }

    [Case("082", "Central Smart Charging - TxDefaultProfile - With Ongoing Transaction")]
    public void Default_profile_charging()
    {
        using var test = TestSystem.Booted();
        test.Charging();
        test.Set(1, test.Profile(1, Default, "6@0 10@60 8@120", duration: 300));
        test.ExpectComposite(300, "6@0 10@60 8@120");
    }

    [Case("057", "Central Smart Charging - TxProfile")]
    public void Transaction_profile()
    {
        using var test = TestSystem.Booted();
        int transactionId = test.Charging();
        test.Set(1, test.Profile(1, Tx, "6@0 10@60 8@120", duration: 300, transactionId: transactionId));
        test.ExpectComposite(300, "6@0 10@60 8@120");
    }

    [Case("058_1", "Central Smart Charging - No Ongoing Transaction", Note = "Rejected.")]
    public void Transaction_profile_without_transaction()
    {
        using var test = TestSystem.Booted();
        JsonObject profile = test.Profile(1, Tx, "6@0", duration: 300);
        ExpectRefused(test.Send("SetChargingProfile", new { connectorId = 1, csChargingProfiles = profile }));
        test.ExpectComposite(300, $"{LocalLimit}@0");
    }

    [Case("058_2", "Central Smart Charging - Wrong transactionId")]
    public void Transaction_profile_of_another_transaction()
    {
        using var test = TestSystem.Booted();
        int transactionId = test.Charging();
        JsonObject profile = test.Profile(1, Tx, "6@0", duration: 300, transactionId: transactionId + 1);
        test.Send("SetChargingProfile", new { connectorId = 1, csChargingProfiles = profile }, "Rejected");
        test.ExpectComposite(300, $"{LocalLimit}@0");
    }

    [Case("066", "Get Composite Schedule")]
    public void Composite_of_three()
    {
        using var test = TestSystem.Booted();
        int transactionId = test.Charging();
        test.Set(0, test.Profile(1, Max, "10@0"));
        test.Set(1, test.Profile(2, Default, "6@0 10@60 8@120 15@180 8@260", duration: 300));
        test.Set(1, test.Profile(3, Tx, "8@0 11@50 16@140 6@200 12@240", 0, 260, transactionId));
        test.ExpectComposite(400, "8@0 10@50 6@200 10@240");
    }

    [Case("067", "Clear Charging Profile")]
    public void Clear()
    {
        using var test = TestSystem.Booted();
        int transactionId = test.Charging();
        test.Set(0, test.Profile(1, Max, "20@0"));
        test.Set(1, test.Profile(2, Default, "15@0", stackLevel: 1));
        test.Set(1, test.Profile(3, Default, "12@0"));
        test.Set(1, test.Profile(4, Tx, "8@0", transactionId: transactionId));
        test.ExpectComposite(300, "8@0");
        test.Send("ClearChargingProfile", new { id = 4 }, "Accepted");
        test.ExpectComposite(300, "15@0");
        test.Send("ClearChargingProfile", new { chargingProfilePurpose = Default, stackLevel = 1 }, "Accepted");
        test.ExpectComposite(300, "12@0");
        test.Send("ClearChargingProfile", new { }, "Accepted");
        test.ExpectComposite(300, $"{LocalLimit}@0");
    }

    [Case("072", "Stacking Charging Profiles")]
    public void Stacking()
    {
        using var test = TestSystem.Booted();
        test.Set(1, test.Profile(1, Default, "6@0 8@100 10@200", stackLevel: 0));
        test.Set(1, test.Profile(2, Default, "7@0 9@100", stackLevel: 1, duration: 150));
        test.ExpectComposite(350, "7@0 9@100 8@150 10@200");
    }

    [Case("059", "Remote Start Transaction With Charging Profile")]
    public void Remote_start_with_profile()
    {
        using var test = TestSystem.Booted();
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        JsonObject chargingProfile = test.Profile(1, Tx, "6@0 10@60 8@120", duration: 300);
        test.Send(
            "RemoteStartTransaction",
            new
            {
                idTag = Tag,
                connectorId = 1,
                chargingProfile,
            },
            "Accepted"
        );
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStart();
        test.ExpectComposite(300, "6@0 10@60 8@120");
    }

    [Case(
        "060",
        "Remote Start Transaction With Charging Profile - Rejected",
        Note = "Of the purposes TxDefaultProfile and ChargePointMaxProfile."
    )]
    public void Remote_start_with_profile_of_another_purpose()
    {
        using var test = TestSystem.Booted();
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        foreach (string purpose in (string[])[Default, Max])
        {
            JsonObject chargingProfile = test.Profile(1, purpose, "6@0", duration: 300);
            ExpectRefused(
                test.Send(
                    "RemoteStartTransaction",
                    new
                    {
                        idTag = Tag,
                        connectorId = 1,
                        chargingProfile,
                    }
                )
            );
        }
        test.ExpectSilence(10);
    }
}
