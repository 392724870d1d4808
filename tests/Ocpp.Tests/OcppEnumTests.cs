using Ocpp.Rpc;
using Ocpp.V16;

namespace Ocpp.Tests;

public class OcppEnumTests
{
    [Theory]
    [InlineData(Measurand.EnergyActiveImportRegister, "Energy.Active.Import.Register")]
    [InlineData(Measurand.SoC, "SoC")]
    [InlineData(ReadingContext.InterruptionBegin, "Interruption.Begin")]
    [InlineData(Phase.L3L1, "L3-L1")]
    [InlineData(Phase.N, "N")]
    [InlineData(ChargePointStatus.SuspendedEVSE, "SuspendedEVSE")]
    [InlineData(UnitOfMeasure.kvarh, "kvarh")]
    [InlineData(RpcErrorCode.OccurenceConstraintViolation, "OccurenceConstraintViolation")]
    public void Values_have_their_wire_names<T>(T value, string name)
        where T : struct, Enum
    {
        OcppEnum.Name(value).ShouldBe(name);
        OcppEnum.TryParse(name, out T parsed).ShouldBeTrue();
        parsed.ShouldBe(value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("voltage")]
    [InlineData("17")]
    [InlineData("EnergyActiveImportRegister")]
    public void Other_names_are_refused(string? name) => OcppEnum.TryParse<Measurand>(name, out _).ShouldBeFalse();

    [Theory]
    [InlineData(-1)]
    [InlineData(22)]
    public void A_value_outside_the_enum_has_no_name(int value) =>
        Should.Throw<ArgumentOutOfRangeException>(() => OcppEnum.Name((Measurand)value));

    [Fact]
    public void Measurand_names_match_their_members()
    {
        foreach (Measurand value in Enum.GetValues<Measurand>())
        {
            OcppEnum.Name(value).Replace(".", "").ShouldBe(value.ToString());
        }
        foreach (Phase value in Enum.GetValues<Phase>())
        {
            OcppEnum.Name(value).Replace("-", "").ShouldBe(value.ToString());
        }
        foreach (ReadingContext value in Enum.GetValues<ReadingContext>())
        {
            OcppEnum.Name(value).Replace(".", "").ShouldBe(value.ToString());
        }
    }
}
