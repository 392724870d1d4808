using System.Runtime.InteropServices;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>One entry of a measurand list such as MeterValuesSampledData: <c>Voltage</c>, or <c>Voltage.L1</c> with a phase.</summary>
/// <param name="Measurand">What to read.</param>
/// <param name="Phase">The one phase wanted; null for all that there are.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MeasurandSelection(Measurand Measurand, Phase? Phase)
{
    /// <summary>Reads an entry as spelled in OCPP.</summary>
    public static bool TryParse(string text, out MeasurandSelection selection)
    {
        if (OcppEnum.TryParse(text, out Measurand whole))
        {
            selection = new(whole, null);
            return true;
        }
        int dot = text.LastIndexOf('.');
        bool valid =
            OcppEnum.TryParse(text[..Math.Max(dot, 0)], out Measurand measurand)
            & OcppEnum.TryParse(text[(dot + 1)..], out Phase phase);
        selection = new(measurand, phase);
        return valid;
    }
}

/// <summary>Which measurands a charge point's meters have. A flag per kind of EVSE that it has.</summary>
[Flags]
public enum MeterKinds
{
    /// <summary>No EVSE.</summary>
    None = 0,

    /// <summary>Single-phase AC.</summary>
    OnePhase = 1,

    /// <summary>Two-phase AC.</summary>
    TwoPhase = 2,

    /// <summary>Three-phase AC.</summary>
    ThreePhase = 4,

    /// <summary>DC.</summary>
    DC = 8,
}

/// <summary>What the meters can read, as data; decides whether a configured measurand is accepted (OCPP 1.6 §3.16).</summary>
public static class MeasurandSupport
{
    /// <summary>The kind of an EVSE's meter.</summary>
    public static MeterKinds KindOf(EvseSettings evse) =>
        evse.CurrentType == CurrentType.DC ? MeterKinds.DC
        : evse.Phases == 1 ? MeterKinds.OnePhase
        : evse.Phases == 2 ? MeterKinds.TwoPhase
        : MeterKinds.ThreePhase;

    /// <summary>True when at least one of the meters has the value.</summary>
    public static bool Supports(MeterKinds meters, MeasurandSelection selection) =>
        selection.Phase is { } phase
            ? (meters & KindsWith(selection.Measurand, phase)) != MeterKinds.None
            : (meters & KindsWith(selection.Measurand)) != MeterKinds.None;

    private static MeterKinds KindsWith(Measurand measurand)
    {
        const MeterKinds Ac = MeterKinds.OnePhase | MeterKinds.TwoPhase | MeterKinds.ThreePhase;
        return measurand switch
        {
            Measurand.EnergyActiveImportRegister
            or Measurand.EnergyActiveImportInterval
            or Measurand.PowerActiveImport
            or Measurand.PowerOffered
            or Measurand.CurrentImport
            or Measurand.CurrentOffered
            or Measurand.Voltage
            or Measurand.Temperature
            or Measurand.SoC => Ac | MeterKinds.DC,
            Measurand.PowerReactiveImport or Measurand.PowerFactor or Measurand.Frequency => Ac,
            _ => MeterKinds.None,
        };
    }

    private static MeterKinds KindsWith(Measurand measurand, Phase phase)
    {
        const MeterKinds HaveL2 = MeterKinds.TwoPhase | MeterKinds.ThreePhase;
        if (measurand is not (Measurand.Voltage or Measurand.CurrentImport or Measurand.PowerActiveImport))
        {
            return MeterKinds.None;
        }
        return phase switch
        {
            Phase.L1 => HaveL2 | MeterKinds.OnePhase,
            Phase.L2 => HaveL2,
            Phase.L3 => MeterKinds.ThreePhase,
            Phase.L1N when measurand == Measurand.Voltage => HaveL2 | MeterKinds.OnePhase,
            Phase.L2N when measurand == Measurand.Voltage => HaveL2,
            Phase.L3N when measurand == Measurand.Voltage => MeterKinds.ThreePhase,
            _ => MeterKinds.None,
        };
    }
}
