using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChargePoints.Tests.Quirks;

public sealed class QuirkNamesTests
{
    [Fact]
    public void Each_quirk_is_named_in_kebab_case_after_its_member()
    {
        foreach (string member in Enum.GetNames<Quirk>())
        {
            typeof(Quirk)
                .GetField(member)!
                .GetCustomAttribute<JsonStringEnumMemberNameAttribute>()
                .ShouldNotBeNull(member)
                .Name.ShouldBe(JsonNamingPolicy.KebabCaseLower.ConvertName(member));
        }
    }
}
