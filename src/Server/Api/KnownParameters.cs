using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Server.Api;

/// <summary>Refuses query parameters that an endpoint does not have: a filter that is misspelt must not list everything.</summary>
internal static class KnownParameters
{
    public static void UseKnownParameters(this WebApplication app)
    {
        // Read with the first request, when all endpoints are mapped.
        var known = new Lazy<Dictionary<string, HashSet<string>>>(() =>
            Read(app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>())
        );
        app.Use(
            (context, next) =>
            {
                if (
                    context.Request.Query.Count > 0
                    && context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>() is { } endpoint
                    && known.Value.TryGetValue(endpoint.EndpointName, out var names)
                )
                {
                    Check(context.Request.Query, names);
                }

                return next(context);
            }
        );
    }

    private static void Check(IQueryCollection query, HashSet<string> known)
    {
        var there = known.Count == 0 ? "this takes none" : $"there are {string.Join(", ", known)}";
        var errors = query
            .Keys.Where(name => !known.Contains(name))
            .Select(name => new FieldError(name, $"is no query parameter here; {there}"))
            .ToList();
        if (errors.Count > 0)
        {
            throw new InvalidFieldsException(errors);
        }
    }

    /// <summary>By the name of the endpoint, which is its operationId: the same parameters that the OpenAPI document has.</summary>
    private static Dictionary<string, HashSet<string>> Read(IApiDescriptionGroupCollectionProvider descriptions) =>
        descriptions
            .ApiDescriptionGroups.Items.SelectMany(group => group.Items)
            .Select(api =>
                (
                    Name: api.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>()
                        .LastOrDefault()
                        ?.EndpointName,
                    Parameters: api.ParameterDescriptions.Where(parameter => parameter.Source == BindingSource.Query)
                        .Select(parameter => parameter.Name)
                )
            )
            .Where(endpoint => endpoint.Name is not null)
            .ToDictionary(
                endpoint => endpoint.Name!,
                endpoint => endpoint.Parameters.ToHashSet(StringComparer.OrdinalIgnoreCase)
            );
}
